"""What a pack can do is found wherever the client would find it, and nothing is found that is not there."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.archive import Entry
from packformat.build import build_pack
from packformat.component import discover
from packformat.loops.skill import loop_skills
from packformat.powers.files import Files
from packformat.powers.find import MOST_ITEMS, LookedAt, powers_of, search_powers
from packformat.powers.found import LONGEST_ITEM, Found
from tests.support.packs import pack_files

PLUGIN = ".claude-plugin/plugin.json"


def of(files: dict[str, object]) -> dict[str, tuple[str, ...]]:
    """The powers of files: text as it is, anything else as JSON."""
    entries = [
        Entry(path, (value if isinstance(value, str) else json.dumps(value)).encode())
        for path, value in files.items()
    ]
    return powers_of(entries).as_declared()


def hook(**handler: object) -> dict[str, object]:
    return {"Stop": [{"hooks": [handler]}]}


COMMAND = {"type": "command", "command": "python3", "args": ["${CLAUDE_PLUGIN_ROOT}/x.py"]}
RUNS = ("Stop: python3 ${CLAUDE_PLUGIN_ROOT}/x.py",)
FRONT = """---
name: close
description: Closes
hooks:
  Stop:
    - hooks: [{type: command, command: python3, args: ["${CLAUDE_PLUGIN_ROOT}/x.py"]}]
---
Close.
"""


@pytest.mark.parametrize(
    "files",
    [
        {"hooks/hooks.json": {"hooks": hook(**COMMAND)}},
        {"hooks/hooks.json": {"hooks": hook(command="python3 ${CLAUDE_PLUGIN_ROOT}/x.py")}},
        {"skills/close/SKILL.md": FRONT},
        {"skills/close/skill.md": FRONT},
        {"agents/group/close.md": FRONT},
        {"commands/close.md": FRONT},
        {"SKILL.md": FRONT},
        {PLUGIN: {"hooks": {"hooks": hook(**COMMAND)}}},
        {PLUGIN: {"hooks": hook(**COMMAND)}},
        {PLUGIN: {"hooks": "./more/hooks.json"}, "more/hooks.json": {"hooks": hook(**COMMAND)}},
        {PLUGIN: {"hooks": "./hooks/hooks.json"}, "hooks/hooks.json": {"hooks": hook(**COMMAND)}},
        {PLUGIN: {"hooks": ["./a.json", "./b.json"]}, "b.json": hook(**COMMAND)},
        {PLUGIN: {"commands": "./extra/close.md"}, "extra/close.md": FRONT},
        {PLUGIN: {"agents": ["./extra/"]}, "extra/deep/close.md": FRONT},
    ],
)
def test_a_hook_is_found_wherever_the_client_takes_it_from(files: dict[str, object]) -> None:
    assert of(files) == {"hooks": RUNS}


def test_hooks_that_are_no_commands_are_told_in_words() -> None:
    handlers = [
        {"type": "prompt", "prompt": "Is it done?"},
        {"type": "agent", "prompt": "Check it"},
        {"type": "http", "url": "https://hooks.acme.dev/in", "headers": {"Auth": "Bearer $ACME_TOKEN"}},
        {"type": "mcp_tool", "server": "ledger", "tool": "post"},
        {"type": "teleport"},
    ]
    assert of({"hooks/hooks.json": {"hooks": {"Stop": [{"hooks": handlers}]}}}) == {
        "hooks": (
            "Stop: asks a model: Is it done?",
            "Stop: calls ledger post",
            "Stop: sends to https://hooks.acme.dev/in",
            "Stop: starts an agent: Check it",
            "Stop: teleport",
        ),
        "hosts": ("hooks.acme.dev",),
        "secrets": ("ACME_TOKEN",),
    }


@pytest.mark.parametrize("kind", ["{1}", "{0.__class__}", "{:>9999999999}", "{", 7, ["a"], {"a": 1}])
def test_a_kind_of_hook_that_nobody_knows_is_told_as_it_stands(kind: object) -> None:
    hooks = {"hooks": {"Stop": [{"hooks": [{"type": kind}]}]}}
    assert of({"hooks/hooks.json": hooks}) == {"hooks": (f"Stop: {kind}",)}


@pytest.mark.parametrize(
    "value",
    [[], {}, "text", {"hooks": []}, {"hooks": {"Stop": {}}}, {"Stop": [[], {"hooks": {}}, {"hooks": ["x"]}]}],
)
@pytest.mark.parametrize("path", ["hooks/hooks.json", ".mcp.json", "monitors/monitors.json", ".lsp.json"])
def test_what_is_shaped_otherwise_has_no_power(path: str, value: object) -> None:
    assert of({path: value}) == {}
    assert of({PLUGIN: {"hooks": value, "mcpServers": value, "monitors": value}}).keys() <= {"servers"}


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"monitors/monitors.json": [{"command": "tail -f ~/app.log"}]}, "monitors/monitors.json"),
        ({PLUGIN: {"experimental": {"monitors": [{"command": "tail -f ~/app.log"}]}}}, PLUGIN),
        ({PLUGIN: {"monitors": "./m.json"}, "m.json": [{"command": "tail -f ~/app.log"}]}, "m.json"),
    ],
)
def test_a_monitor_is_a_command_that_runs_by_itself(files: dict[str, object], path: str) -> None:
    assert of(files) == {"hooks": ("Monitor: tail -f ~/app.log",), "files": ("~/app.log",)}
    entries = [Entry(name, json.dumps(value).encode()) for name, value in files.items()]
    assert {power.path for power in search_powers(entries).found} == {path}


@pytest.mark.parametrize("key", ["statusLine", "subagentStatusLine"])
def test_a_command_whose_output_the_client_shows_as_a_line_runs_by_itself(key: str) -> None:
    settings = {key: {"type": "command", "command": "sh ~/line.sh"}}
    wanted = {"hooks": (f"{key}: sh ~/line.sh",), "files": ("~/line.sh",)}
    assert of({"settings.json": settings}) == of({PLUGIN: {"settings": settings}}) == wanted
    assert of({"settings.json": {key: "sh line.sh"}}) == {}


def test_commands_that_the_manifest_gives_as_values_do_what_pages_do() -> None:
    given = {
        "tie": {"content": "Look at !`git status`", "allowedTools": ["Bash(git push:*)"]},
        "vat": {"source": "./odd/vat.md"},
        "odd": {"content": "---\n: [\n---\n!`date`"},
        "none": "text",
    }
    assert of({PLUGIN: {"commands": given}, "odd/vat.md": "See !`whoami`"}) == {
        "commands": (f"{PLUGIN}: date", f"{PLUGIN}: git status", "odd/vat.md: whoami"),
        "tools": ("Bash(git push:*)",),
    }


def test_programs_that_are_fetched_and_server_bundles_are_found() -> None:
    assert of({PLUGIN: {"binaries": {"tool": {"sha256": "0"}}, "mcpServers": "./ledger.mcpb"}}) == {
        "servers": ("./ledger.mcpb",),
        "programs": ("bin/tool (fetched at installation)",),
    }
    bundle = "https://acme.dev/ledger.mcpb"
    assert of({PLUGIN: {"mcpServers": [bundle]}}) == {"servers": (bundle,), "hosts": ("acme.dev",)}


def test_servers_are_found_with_what_they_start_reach_and_are_given() -> None:
    servers = {
        "ledger": {"command": "npx", "args": ["-y", "@acme/ledger@1.4.2"], "env": {"KEY": "${LEDGER_KEY}"}},
        "loose": {"command": "npx", "args": ["-y", "@acme/loose"]},
        "bank": {
            "type": "http",
            "url": "https://mcp.bank.dev/v1?k=${BANK_KEY:-none}",
            "headers": {"A": "${TOKEN}"},
        },
        "empty": {"type": "http", "url": ""},
        "helped": {"url": "https://h.dev", "headersHelper": "cat ~/.token"},
        "broken": "x",
    }
    found = {
        "servers": (
            "bank: https://mcp.bank.dev/v1?k=${BANK_KEY:-none}",
            "helped: https://h.dev",
            "ledger: npx -y @acme/ledger@1.4.2",
            "loose: npx -y @acme/loose (version not pinned)",
        ),
        "commands": ("helped: cat ~/.token",),
        "hosts": ("h.dev", "mcp.bank.dev"),
        "secrets": ("BANK_KEY", "LEDGER_KEY", "TOKEN"),
        "files": ("~/.token",),
    }
    assert of({".mcp.json": {"mcpServers": servers}}) == found
    assert of({".mcp.json": servers}) == found
    assert of({PLUGIN: {"mcpServers": servers}}) == found
    page = f"---\ndescription: x\nmcpServers: {json.dumps([servers, 'named'])}\n---\n"
    assert of({"agents/a.md": page}) == found


def test_a_connector_has_the_powers_of_the_server_that_is_made_of_it() -> None:
    connector = {
        "name": "bank",
        "description": "The bank",
        "packages": [
            {
                "registryType": "npm",
                "identifier": "@acme/bank",
                "version": "1.0.0",
                "transport": {"type": "stdio"},
                "environmentVariables": [{"name": "BANK_KEY", "isSecret": True}],
            }
        ],
    }
    files = pack_files(extra={"connectors/bank.json": json.dumps(connector).encode()})
    entries = [Entry(path, data) for path, data in files.items()]
    assert powers_of(entries) == powers_of(build_pack(entries).entries)
    assert powers_of(entries).as_declared() == {
        "servers": ("bank: npx -y @acme/bank@1.0.0",),
        "secrets": ("BANK_KEY",),
    }
    assert of({"connectors/bank.json": {"name": "bank"}}) == {}
    assert of({"connectors/bank.json": []}) == {}


def test_tools_that_a_page_allows_are_found_one_by_one() -> None:
    tools = "Bash(git add:*), Read(~/.ssh/**) WebFetch(domain:acme.dev)"
    page = f"---\ndescription: x\nallowed-tools: {tools}\n---\n"
    assert of({"commands/c.md": page}) == {
        "hosts": ("acme.dev",),
        "tools": ("Bash(git add:*)", "Read(~/.ssh/**)", "WebFetch(domain:acme.dev)"),
        "files": ("~/.ssh/**",),
    }
    listed = "---\ndescription: x\nallowed-tools: [Bash(git add:*), ' ', Read]\n---\n"
    assert of({"skills/s/SKILL.md": listed}) == {"tools": ("Bash(git add:*)", "Read")}


@pytest.mark.parametrize(
    ("mode", "found"),
    [("plan", {}), ("bypassPermissions", {"tools": ("permission mode bypassPermissions",)})],
)
def test_an_agent_that_asks_less_is_found(mode: str, found: dict[str, object]) -> None:
    assert of({"agents/a.md": f"---\ndescription: x\npermissionMode: {mode}\ntools: Bash\n---\n"}) == found


def test_commands_that_run_when_a_page_is_read_are_found() -> None:
    page = "Now: !`git log -5 https://acme.dev` and `!not` and !``x``\n\n```!bash\nls $ACME_DIR\n  pwd\n```\n"
    assert of({"commands/c.md": page}) == {
        "commands": ("commands/c.md: git log -5 https://acme.dev", "commands/c.md: ls $ACME_DIR pwd"),
        "hosts": ("acme.dev",),
        "secrets": ("ACME_DIR",),
    }


def test_a_page_that_cannot_be_read_is_left_to_the_rules() -> None:
    assert of({"commands/c.md": "---\nname: x\n!`ls`"}) == {}


def test_files_that_a_page_or_a_memory_has_the_client_load_are_found() -> None:
    text = "Read @~/.claude/notes.md and @/etc/hosts and @docs/own.md, not ada@/x.\n"
    assert of({"commands/c.md": text, "memory/m/index.md": text}) == {
        "files": ("/etc/hosts", "~/.claude/notes.md")
    }


def test_the_check_of_a_loop_is_a_command() -> None:
    loop = 'goal = "Every gate passes"\n[check]\ncommand = ["python3", "check.py", "--all"]\n'
    assert of({"loops/close.toml": loop}) == {"commands": ("loops/close.toml: python3 check.py --all",)}
    for broken in ("", "goal = 1", "check = 1", "[check]\ncommand = []", "x"):
        assert of({"loops/close.toml": broken}) == {}


def test_programs_are_found_by_mode_and_by_first_bytes() -> None:
    entries = [
        Entry("scripts/a.py", b"print()", executable=True),
        Entry("scripts/b.py", b"print()"),
        Entry("assets/tool", b"\x7fELF https://evil.dev"),
    ]
    assert powers_of(entries).as_declared() == {"programs": ("assets/tool", "scripts/a.py")}


def test_what_is_not_looked_into_is_named_and_pages_come_before_programs() -> None:
    page = Entry("commands/c.md", b"!`ls ~/notes`\n")
    programs = [Entry(f"scripts/{name}.py", b"x = '~/a'\n" * 60_000, executable=True) for name in "ab"]
    search = search_powers([*programs, page])
    assert search.unread == ("scripts/b.py",)
    assert [power.item for power in search.found if power.kind == "programs"] == [
        "scripts/a.py",
        "scripts/b.py",
    ]
    assert ("files", "~/notes", "commands/c.md") in search.found


def test_each_command_of_a_page_costs_more_than_its_letters() -> None:
    for said, unread in ((b"`ls`\n", ()), (b"!`ls`\n", ("commands/b.md",))):
        pages = [Entry(f"commands/{name}.md", said * 5000) for name in "ab"]
        assert search_powers(pages).unread == unread


def test_a_text_that_is_no_program_is_not_read_for_traces() -> None:
    assert of({"README.md": "See https://acme.dev and $ACME_KEY and ~/x", "a.csv": "https://acme.dev"}) == {}


def test_a_long_item_is_cut_and_still_tells_two_apart() -> None:
    one, other = (
        of({"hooks/hooks.json": hook(command=f"echo {'x' * LONGEST_ITEM}{end}")})["hooks"] for end in "ab"
    )
    assert one != other
    assert len(one[0]) < LONGEST_ITEM + 20


def test_more_items_than_anybody_reads_are_counted() -> None:
    page = f"---\ndescription: x\nallowed-tools: {' '.join(f'T{number:04}' for number in range(300))}\n---\n"
    (items,) = of({"commands/c.md": page}).values()
    assert len(items) == MOST_ITEMS + 1
    assert "… and 100 more" in items


@given(
    st.dictionaries(
        st.sampled_from(["hooks/hooks.json", ".mcp.json", PLUGIN, "agents/a.md", "x.sh"]), st.binary()
    )
)
def test_no_bytes_make_it_fail(files: dict[str, bytes]) -> None:
    entries = [Entry(path, data) for path, data in files.items()]
    assert powers_of(entries) == powers_of(reversed(entries))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["hooks", "Stop", "command", "args", "env", "url", "type", "x"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["hooks/hooks.json", ".mcp.json", PLUGIN]))
def test_no_shape_of_json_makes_it_fail(value: object, path: str) -> None:
    assert discover([path]) is not None
    of({path: value, PLUGIN: {"hooks": value, "mcpServers": value, "commands": value, "monitors": value}})
    of({path: value, PLUGIN: {"settings": value, "commands": {"tie": value}}})


def test_the_hook_that_the_build_makes_of_a_loop_is_a_power_before_the_build_and_after_it() -> None:
    loop = 'goal = "Every gate passes"\n[check]\ncommand = ["true"]\n[caps]\nturns = 1\nminutes = 1\n'
    before = of({"loops/close.toml": loop})
    program = "python3 -B ${CLAUDE_PLUGIN_ROOT}/skills/loop-close/stop.py"
    hooks = (f"PreToolUse: {program}", f"Stop: {program}")
    assert before == {"commands": ("loops/close.toml: true",), "hooks": hooks}
    made = {path: data.decode() for path, data in loop_skills({"loops/close.toml": loop.encode()}).items()}
    assert of({"loops/close.toml": loop, **made}) == before


def test_a_pack_that_is_searched_again_with_files_added_is_looked_at_where_it_is_new() -> None:
    page = Entry("commands/fetch.md", b"!`curl https://a.test.dev/$KEY`\n")
    program = Entry("scripts/a.py", b"os.environ['OTHER']\n")
    looked_at = LookedAt()
    assert search_powers([page], looked_at) == search_powers([page])
    assert search_powers([page, program], looked_at) == search_powers([page, program])
    changed = page._replace(data=b"!`curl https://b.test.dev/`\n")
    assert search_powers([changed, program], looked_at) == search_powers([changed, program])


def test_what_was_found_in_a_file_is_not_looked_for_again() -> None:
    seen = []

    def look(path: str, data: bytes) -> Iterator[Found]:
        seen.append(path)
        yield Found("hosts", data.decode(), path)

    looked_at, files = LookedAt(), Files([Entry("a.md", b"a"), Entry("b.md", b"b")])
    found = [list(looked_at.look(look, path, files)) for path in ("a.md", "b.md", "a.md")]
    assert found[0] == found[2] == [Found("hosts", "a", "a.md")]
    assert seen == ["a.md", "b.md"]
