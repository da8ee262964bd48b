import pytest

from packformat.powers.servers import is_pinned, servers_in


@pytest.mark.parametrize(
    "words",
    [
        ("npx", "-y", "@acme/ledger@1.4.2"),
        ("npx", "ledger@1.4.2-rc.1"),
        ("uvx", "ledger==1.4"),
        ("uvx", "--from", "ledger[x]==1.4.2", "serve"),
        ("/usr/bin/docker", "run", "-i", f"acme/ledger@sha256:{'0' * 64}"),
        ("docker", "run", "acme/ledger:1.2.3"),
        ("pipx", "run", "ledger==2.0"),
        ("python3", "${CLAUDE_PLUGIN_ROOT}/server.py"),
        ("node", "server.js"),
        ("node", "npx", "ledger"),
        ("cmd", "/c", "npx", "-y", "ledger@1.4.2"),
        ("sh", "-c", "exec npx -y ledger@1.4.2"),
        ("pnpm", "dlx", "ledger@1.4.2"),
        ("bash", "serve.sh"),
    ],
)
def test_one_exact_version_is_pinned(words: tuple[str, ...]) -> None:
    assert is_pinned({"command": words[0], "args": list(words[1:])})


@pytest.mark.parametrize(
    "words",
    [
        ("npx", "-y", "@acme/ledger"),
        ("npx.exe", "ledger@latest"),
        ("npx", "ledger@^1.0.0"),
        ("bunx", "ledger@1"),
        ("uvx", "ledger"),
        ("uvx", "ledger>=1.0"),
        ("docker", "run", "acme/ledger:latest"),
        ("podman", "run", "acme/ledger"),
        ("cmd", "/c", "npx", "-y", "ledger"),
        ("sh", "-c", "npx -y ledger@latest"),
        ("env", "KEY=x", "uvx", "ledger"),
        ("pnpm", "dlx", "ledger"),
        ("npm.cmd", "exec", "ledger"),
        ("uv", "tool", "run", "ledger"),
    ],
)
def test_what_another_can_replace_is_not(words: tuple[str, ...]) -> None:
    assert not is_pinned({"command": words[0], "args": list(words[1:])})


def test_a_runner_without_arguments_is_not_pinned() -> None:
    assert not is_pinned({"command": "npx", "args": "ledger@1.0.0"})


@pytest.mark.parametrize(
    ("command", "words", "secrets"),
    [
        ("docker", ["run", "-e", "LEDGER_KEY", "--env", "BANK_KEY", "--env=TAX_KEY", "acme/x"], 3),
        ("/usr/bin/podman", ["run", "-e", "LEDGER_KEY=none", "acme/x"], 0),
        ("node", ["-e", "LEDGER_KEY"], 0),
        ("docker", "run", 0),
    ],
)
def test_what_a_container_is_given_by_name_alone_comes_from_the_environment(
    command: str, words: object, secrets: int
) -> None:
    found = list(servers_in({"ledger": {"command": command, "args": words}}, ".mcp.json"))
    assert len([one for one in found if one.kind == "secrets"]) == secrets
