"""A pack's folders are laid out as declared, all or nothing, and nothing of the user's is touched."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest

from installer_cli import scaffold as laying
from tests.support.scaffolds import FILES, MANIFEST
from tests.support.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

TREE = "firm/\n    logo.png\nletters/\n    received/\n    sent/\nwho.md\n"


@pytest.fixture
def pack(cli: Cli) -> Path:
    """An installed pack with a scaffold."""
    folder = cli.project / ".claude" / "skills" / "clients"
    for path, data in {**FILES, "pack.toml": MANIFEST}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def laid(cli: Cli) -> list[str]:
    every = (path.relative_to(cli.project).as_posix() for path in cli.project.rglob("*"))
    return sorted(path for path in every if not path.startswith(".claude"))


@pytest.mark.usefixtures("pack")
def test_the_declared_tree_is_shown_and_then_made_with_the_users_values(cli: Cli) -> None:
    shown = cli.ok("scaffold", "clients", "--set", "firm=firm", "--dry-run")
    assert (shown.out, laid(cli)) == (TREE, [])
    assert "Would make 6 of 6" in shown.err
    assert cli.ok("scaffold", "clients", "client", "--set", "firm=firm").out == TREE
    assert laid(cli) == ["firm", "firm/logo.png", "letters", "letters/received", "letters/sent", "who.md"]
    assert (cli.project / "who.md").read_text() == "# firm\n\nClerk: nobody yet, template {{other}}\n"


@pytest.mark.usefixtures("pack")
def test_values_that_were_kept_are_used_and_one_that_lacks_is_asked_for_by_its_option(cli: Cli) -> None:
    missing = cli("scaffold", "clients")
    assert (missing.code, laid(cli)) == (2, [])
    assert "add --set firm=VALUE" in missing.err
    (cli.project / "ctxpack.toml").write_text('[inputs.clients]\nfirm = "Smith"\n', encoding="utf-8")
    document = cli.ok("scaffold", "clients", "--into", str(cli.project / "a" / "b"), "--json").document
    assert document["made"] == [
        *("a/", "a/b/", "a/b/Smith/", "a/b/Smith/logo.png", "a/b/letters/", "a/b/letters/received/"),
        *("a/b/letters/sent/", "a/b/who.md"),
    ]


@pytest.mark.usefixtures("pack")
def test_what_is_there_as_it_would_be_made_stays_and_the_rest_is_added(cli: Cli) -> None:
    (cli.project / "letters").mkdir()
    out = cli.ok("scaffold", "clients", "--set", "firm=firm").out
    assert "letters/  (there already)\n    received/\n" in out
    (cli.project / "who.md").unlink()
    again = cli.ok("scaffold", "clients", "--set", "firm=firm", "--json").document
    assert (again["made"], len(again["there"])) == (["who.md"], 5)


@pytest.mark.usefixtures("pack")
def test_what_the_user_has_is_named_and_then_nothing_at_all_is_made(cli: Cli) -> None:
    (cli.project / "who.md").write_text("mine", encoding="utf-8")
    (cli.project / "letters").write_text("mine", encoding="utf-8")
    result = cli("scaffold", "clients", "--set", "firm=firm")
    assert result.code == 4
    assert "  letters\n" in result.err
    assert "  who.md\n" in result.err
    assert laid(cli) == ["letters", "who.md"]
    assert (cli.project / "who.md").read_text() == "mine"


@pytest.mark.usefixtures("pack")
def test_no_link_leads_it_elsewhere(cli: Cli, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (cli.project / "letters").symlink_to(outside)
    result = cli("scaffold", "clients", "--set", "firm=firm")
    assert "error[E_TARGET_LINK]" in result.err
    inside = cli("scaffold", "clients", "--set", "firm=firm", "--into", str(cli.project / "letters" / "x"))
    assert "error[E_TARGET_LINK]" in inside.err
    assert (list(outside.iterdir()), laid(cli)) == ([], ["letters"])


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(
    ("place", "said"), [("..", "outside the project"), (".claude/skills/x", "hidden"), ("a/.b", "hidden")]
)
def test_it_stands_in_the_project_and_in_no_hidden_folder(cli: Cli, place: str, said: str) -> None:
    result = cli("scaffold", "clients", "--set", "firm=firm", "--into", str(cli.project / place))
    assert result.code != 0
    assert said in result.err
    assert laid(cli) == []


@pytest.mark.parametrize("path", ["../x.md", "nul.txt", ".mcp.json", "CLAUDE.md"])
def test_a_pack_that_was_checked_by_nobody_is_refused_as_well(cli: Cli, pack: Path, path: str) -> None:
    described = f'title = "x"\nabout = "x"\nfolders = ["{path}"]\n'
    (pack / "scaffold" / "client" / "scaffold.toml").write_text(described, encoding="utf-8")
    assert cli("scaffold", "clients", "--set", "firm=firm").code != 0
    assert laid(cli) == []


@pytest.mark.usefixtures("pack")
def test_when_one_cannot_be_made_all_are_taken_back(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    make = laying._make

    def fail_at_the_end(whole: str, data: bytes | None) -> None:
        if whole.endswith("who.md"):
            raise OSError(28, "No space left on device")
        make(whole, data)

    monkeypatch.setattr(laying, "_make", fail_at_the_end)
    result = cli("scaffold", "clients", "--set", "firm=firm")
    assert (result.code != 0, laid(cli)) == (True, [])

    def interrupted(_whole: str, _data: bytes | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(laying, "_make", interrupted)
    assert cli("scaffold", "clients", "--set", "firm=firm").code == 130


def test_a_file_that_cannot_be_written_to_its_end_is_not_left(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            laying._make(str(tmp_path / "x"), b"0123456789")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_which_scaffold_is_said_where_there_are_several_or_none(cli: Cli, pack: Path) -> None:
    for name in ("a", "b"):
        (pack / "scaffold" / name).mkdir()
        (pack / "scaffold" / name / "scaffold.toml").write_text('title = "x"\nabout = "x"\nfolders = ["x"]\n')
    assert "`a`, `b`, `client`" in cli("scaffold", "clients").err
    assert cli("scaffold", "clients", "gone").code == 3
    assert cli("scaffold", "nothing").code == 3
    assert cli.ok("scaffold", "clients", "a").out == "x/\n"


def test_the_pack_that_ships_lays_out_a_clients_file(cli: Cli) -> None:
    names = {
        "firm_name": "Gale & Rowe",
        "clerk": "A. Clerk",
        "manager": "B. Manager",
        "director": "C. Director",
    }
    given = [word for key, value in names.items() for word in ("--set", f"{key}={value}")]
    pack = str(ROOT / "fixtures" / "packs" / "property-intake")
    cli.ok("scaffold", pack, *given, "--into", str(cli.project / "clients" / "lantern-yard"))
    made = [path.removeprefix("clients/lantern-yard/") for path in laid(cli)]
    assert made == [
        *("clients", "clients/lantern-yard", "handover", "handover/visit.md", "invoices", "letters"),
        *("letters/received", "letters/sent", "photographs", "photographs/meters", "photographs/survey"),
        "who-does-what.md",
    ]
    text = (cli.project / "clients" / "lantern-yard" / "who-does-what.md").read_text()
    assert "Taken on by Gale & Rowe." in text
    assert "{{" not in text
