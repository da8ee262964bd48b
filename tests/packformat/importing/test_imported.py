"""Packages of others become packs: each shape, what is inferred, what is left out, and what is hollow."""

import json

import pytest

from packformat.archive import Entry, read_archive
from packformat.build import build_pack
from packformat.errors import CtxpackError
from packformat.findings import ACCEPTED
from packformat.importing.imported import Imported, import_files, is_empty
from packformat.importing.shape import AGENT_PLUGIN, APM, PACK, PLUGIN, PROJECT, SKILL, SKILLS
from packformat.rules import run_rules
from tests.support.packs import pack_files

PAGE = "---\nname: close\ndescription: Closes the month, step by step\n---\nSee `ref/a.md`.\n"
AGENT = "---\nname: reviewer\ndescription: Reviews a close\n---\nReview.\n"
HOOKS = {"Stop": [{"hooks": [{"type": "command", "command": "python3 check.py"}]}]}
PLUGIN_FILE = ".claude-plugin/plugin.json"


def imported(files: dict[str, object], folder: str = "month-end") -> Imported:
    """Import files given as text, bytes or values of JSON."""
    return import_files([Entry(path, _bytes(value)) for path, value in files.items()], folder)


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode()


def paths(pack: Imported) -> set[str]:
    return {entry.path for entry in pack.entries} - {"pack.toml"}


CASES: dict[str, tuple[str, dict[str, object], set[str]]] = {
    "a plugin": (
        PLUGIN,
        {PLUGIN_FILE: {"name": "month-end"}, "skills/close/SKILL.md": PAGE, "skills/close/ref/a.md": "A"},
        {PLUGIN_FILE, "skills/close/SKILL.md", "skills/close/ref/a.md"},
    ),
    "a plugin without a manifest": (PLUGIN, {"agents/reviewer.md": AGENT}, {"agents/reviewer.md"}),
    "servers alone": (PLUGIN, {".mcp.json": {"mcpServers": {}}}, {".mcp.json"}),
    "one skill": (
        SKILL,
        {"SKILL.md": PAGE, "ref/a.md": "A", "LICENSE": "MIT"},
        {"skills/close/SKILL.md", "skills/close/ref/a.md", "skills/close/LICENSE"},
    ),
    "a skill that shows how a plugin is made": (
        SKILLS,
        {"more/close/SKILL.md": PAGE, f"more/close/ref/{PLUGIN_FILE}": "{}"},
        {"skills/close/SKILL.md", f"skills/close/ref/{PLUGIN_FILE}"},
    ),
    "skills in any depth": (
        SKILLS,
        {
            "README.md": "Skills",
            ".curated/close/SKILL.md": PAGE,
            ".curated/close/ref/a.md": "A",
            ".curated/close/inner/SKILL.md": PAGE,
            "more/close/skill.md": PAGE,
        },
        {
            "README.md",
            "skills/close/SKILL.md",
            "skills/close/ref/a.md",
            "skills/close/inner/SKILL.md",
            "skills/more-close/skill.md",
        },
    ),
    "an Agent Plugins package": (
        AGENT_PLUGIN,
        {
            "plugin.json": {"$schema": "https://agent-plugins.org/schemas/1.0.json", "name": "month-end"},
            "skills/close/SKILL.md": PAGE,
        },
        {"plugin.json", "skills/close/SKILL.md"},
    ),
    "an Agent Plugins package of servers": (
        AGENT_PLUGIN,
        {
            "plugin.json": {"$schema": "https://agent-plugins.org/schemas/1.0.json", "name": "month-end"},
            "mcp.json": {"mcpServers": {"ledger": {"command": "ledger-server"}}},
        },
        {"plugin.json", ".mcp.json"},
    ),
    "an apm package": (
        APM,
        {
            "apm.yml": "name: month-end\nversion: 1.0.0\ndescription: Closes the month\n",
            ".apm/skills/close/SKILL.md": PAGE,
            ".apm/agents/reviewer.agent.md": AGENT,
            ".apm/chatmodes/plain.chatmode.md": AGENT,
            ".apm/prompts/tie.prompt.md": "Tie.",
            ".apm/instructions/money.instructions.md": "Cents.",
            ".apm/context/firm.context.md": "We.",
            "start.prompt.md": "Start.",
            "docs/more.md": "More",
        },
        {
            "apm.yml",
            "skills/close/SKILL.md",
            "agents/reviewer.md",
            "agents/plain.md",
            "commands/tie.md",
            "commands/start.md",
            "memory/instructions/money.md",
            "memory/context/firm.md",
            "docs/more.md",
        },
    ),
    "an apm package that becomes a plugin": (
        APM,
        {
            PLUGIN_FILE: {"name": "month-end", "version": "1.0.0"},
            "apm.yml": "name: month-end\nversion: 1.1.0\n",
            ".apm/agents/reviewer.agent.md": AGENT,
        },
        {PLUGIN_FILE, "apm.yml", "agents/reviewer.md"},
    ),
    "a plugin that apm has built": (
        PLUGIN,
        {
            PLUGIN_FILE: {"name": "month-end"},
            "apm.yml": "name: month-end\nversion: 1.1.0\n",
            ".apm/agents/reviewer.agent.md": AGENT,
            "agents/reviewer.md": AGENT,
        },
        {PLUGIN_FILE, "apm.yml", ".apm/agents/reviewer.agent.md", "agents/reviewer.md"},
    ),
    "an apm package that is one skill": (
        APM,
        {
            "apm.yml": "---\nname: close\nversion: 1.0.0\n",
            "SKILL.md": PAGE,
            "ref/a.md": "A",
            "README.md": "R",
            ".apm/agents/reviewer.agent.md": AGENT,
        },
        {"apm.yml", "skills/close/SKILL.md", "skills/close/ref/a.md", "README.md", "agents/reviewer.md"},
    ),
    "a project": (
        PROJECT,
        {
            ".claude/skills/close/SKILL.md": PAGE,
            ".claude/agents/reviewer.md": AGENT,
            ".claude/rules/money.md": "Cents.",
            ".claude/CLAUDE.md": "Ours.",
            "CLAUDE.md": "We.",
            ".claude/settings.json": {"hooks": HOOKS, "env": {"X": "1"}},
            ".mcp.json": {"mcpServers": {}},
            "src/main.py": "print()",
        },
        {
            "skills/close/SKILL.md",
            "agents/reviewer.md",
            "memory/rules/money.md",
            "memory/project/CLAUDE.md",
            "hooks/hooks.json",
            ".mcp.json",
        },
    ),
    "a project whose words import others": (
        PROJECT,
        {
            "CLAUDE.md": "@.claude/docs/money.md\n@docs/firm.md",
            ".claude/docs/money.md": "@more/cents.md and @../../docs/firm.md",
            ".claude/docs/more/cents.md": "@../money.md",
            ".claude/rules/tie.md": "@tables/codes.csv",
            ".claude/rules/tables/codes.csv": "1,2",
            ".claude/agents/reviewer.md": AGENT,
            "docs/firm.md": "We.",
            "docs/other.md": "Not named.",
        },
        {
            "agents/reviewer.md",
            "memory/project/CLAUDE.md",
            "memory/project/.claude/docs/money.md",
            "memory/project/.claude/docs/more/cents.md",
            "memory/project/docs/firm.md",
            "memory/rules/tie.md",
            "memory/rules/tables/codes.csv",
        },
    ),
    "a project's words alone": (PROJECT, {"AGENTS.md": "We.", "x.py": ""}, {"memory/project/AGENTS.md"}),
}


@pytest.mark.parametrize("case", CASES)
def test_each_shape_is_told_and_its_files_are_where_a_pack_has_them(case: str) -> None:
    shape, files, wanted = CASES[case]
    pack = imported(files)
    assert (pack.shape, paths(pack)) == (shape, wanted)
    given = {path: _bytes(value) for path, value in files.items()}
    given.pop(".claude/settings.json", None)
    kept = {path for path in given if pack.moved.get(path, path) in wanted}
    placed = {entry.path: entry.data for entry in pack.entries}
    left_out = {sentence.split("`")[1] for sentence in pack.left_out}
    for path in kept - left_out:
        assert placed[pack.moved.get(path, path)] == given[path]


@pytest.mark.parametrize("case", CASES)
def test_what_is_imported_is_accepted_and_its_tree_stays_the_same(case: str) -> None:
    pack = imported(CASES[case][1])
    report = run_rules(pack.entries)
    if case != "servers alone":
        assert report.verdict == ACCEPTED, report.findings
    built = build_pack(pack.entries)
    entries = read_archive(built.archive).entries
    assert {entry.path: entry.data for entry in entries}.items() >= {
        entry.path: entry.data for entry in pack.entries
    }.items()
    assert built.added in ((), (PLUGIN_FILE,))


def test_a_pack_is_a_pack() -> None:
    files = pack_files()
    pack = imported(dict(files))
    assert (pack.shape, pack.inferred, pack.left_out, pack.missing) == (PACK, (), (), ())
    assert {entry.path: entry.data for entry in pack.entries} == files


def test_everything_that_is_inferred_is_told() -> None:
    plugin = {"name": "Month End", "version": "1.2", "license": "MIT", "hooks": HOOKS}
    pack = imported({PLUGIN_FILE: plugin, "agents/reviewer.md": AGENT})
    assert (str(pack.manifest.name), str(pack.manifest.version)) == ("month-end", "1.2.0")
    assert pack.manifest.powers == {"hooks": ("Stop: python3 check.py",)}
    told = " ".join(pack.inferred)
    for word in ("`month-end`, from `Month End`", "`1.2.0`, from `1.2`", "no author", "the powers"):
        assert word in told
    assert "licence" not in told


def test_another_spelling_of_the_same_version_is_no_contradiction() -> None:
    pack = imported({PLUGIN_FILE: {"name": "month-end", "version": "v1.2"}, "agents/reviewer.md": AGENT})
    assert str(build_pack(pack.entries).manifest.version) == "1.2.0"


def test_apm_packages_beside_this_one_become_requirements() -> None:
    needed = "[../ledger-core, owner/repo/x, ./skills/tie, {git: https://x.example/y.git, path: z}]"
    manifest = f"name: close\nversion: 1.0.0\nauthor: Ada\ndependencies:\n  apm: {needed}\n"
    pack = imported({"apm.yml": manifest, "agents/reviewer.md": AGENT})
    assert [str(item.name) for item in pack.manifest.requires] == ["ledger-core"]
    told = [sentence.split("`")[1] for sentence in pack.inferred if sentence.startswith("no requirement")]
    assert told == ["owner/repo/x", "https://x.example/y.git z"]
    for other in ("dependencies: none", "dependencies: {apm: x}"):
        assert imported({"apm.yml": f"name: close\n{other}\n"}).manifest.requires == ()


def test_a_skill_says_what_it_is_in_its_front_matter() -> None:
    page = "---\nname: close\ndescription: Closes the month\nlicense: MIT\nmetadata: {version: 2.1.0}\n---\n"
    pack = imported({"SKILL.md": page}, "folder")
    assert (pack.manifest.name, str(pack.manifest.version), pack.manifest.licence) == (
        "close",
        "2.1.0",
        "MIT",
    )
    assert imported({"skill.md": page}, "folder").manifest.name == "close"
    for broken in ("---\nname: x\n", "---\nname: close\nmetadata: x\ndescription: d\n---\n"):
        assert paths(imported({"SKILL.md": broken}, "tie-out")) in (
            {"skills/tie-out/SKILL.md"},
            {"skills/close/SKILL.md"},
        )


def test_a_promise_that_is_not_kept_makes_a_package_hollow() -> None:
    plugin = {"name": "x1", "commands": ["./commands/", "./more.md"], "mcpServers": "./s.json", "hooks": {}}
    pack = imported({PLUGIN_FILE: plugin, "commands/tie.md": "Tie.", "a/s.json": "{}"})
    assert pack.missing == ("more.md", "s.json")
    extensions = {"com.acme": {"skills": ["./skills/close", "plain words"], "n": 1}}
    agent = {"$schema": "https://agent-plugins.org/1.0", "name": "x1", "extensions": extensions}
    hollow = imported({"plugin.json": agent, "README.md": "Nothing here"})
    assert hollow.missing == ("skills/close",)
    assert is_empty(hollow)
    assert not is_empty(pack)
    assert imported({PLUGIN_FILE: {"name": "x1", "mcpServers": "https://acme.dev/x.mcpb"}}).missing == ()


def test_what_cannot_go_along_is_told_with_the_reason() -> None:
    files = {
        PLUGIN_FILE: {"name": "month-end"},
        "agents/reviewer.md": AGENT,
        ".claude/settings.json": "{}",
        "con.md": "x",
    }
    left_out = imported(files).left_out
    assert [sentence.split("`")[1] for sentence in left_out] == [".claude/settings.json", "con.md"]
    project = imported(
        {".claude/agents/reviewer.md": AGENT, ".claude/CLAUDE.md": "a", "CLAUDE.md": "b", "x.py": ""}
    )
    assert "`CLAUDE.md`: `memory/project/CLAUDE.md` is taken" in project.left_out
    assert "`x.py`: it is the project's own" in project.left_out


def test_packs_that_are_installed_in_a_project_are_not_its_own() -> None:
    files = {
        ".claude/skills/close/pack.toml": "x",
        ".claude/skills/close/skills/close/SKILL.md": PAGE,
        ".claude/agents/reviewer.md": AGENT,
    }
    assert paths(imported(files)) == {"agents/reviewer.md"}


@pytest.mark.parametrize("settings", ["{", "[]", "{}", '{"hooks": {}}'])
def test_settings_without_hooks_give_none(settings: str) -> None:
    files = {".claude/settings.json": settings, ".claude/agents/reviewer.md": AGENT}
    assert paths(imported(files)) == {"agents/reviewer.md"}


def test_settings_that_cannot_be_read_are_told() -> None:
    pack = imported({".claude/settings.json": '{"hooks": ', ".claude/agents/reviewer.md": AGENT})
    assert "the hooks of the project, if it has any: `.claude/settings.json`" in " ".join(pack.left_out)


def test_the_hooks_of_a_project_are_those_that_its_client_runs() -> None:
    own = {".claude/hooks/hooks.json": '{"hooks": {}}'}
    (entry,) = [entry for entry in imported(own).entries if entry.path == "hooks/hooks.json"]
    assert entry.data == b'{"hooks": {}}'
    both = imported({**own, ".claude/settings.json": {"hooks": HOOKS}})
    (entry,) = [entry for entry in both.entries if entry.path == "hooks/hooks.json"]
    assert json.loads(entry.data) == {"hooks": HOOKS}
    assert "`.claude/hooks/hooks.json`: no client reads it in a project" in " ".join(both.left_out)


def test_what_a_projects_words_import_from_elsewhere_stays_where_it_is() -> None:
    files = {
        "CLAUDE.md": "@.claude/agents/reviewer.md and @docs/gone.md",
        ".claude/rules/tie.md": "@../../money.md",
        ".claude/agents/reviewer.md": AGENT,
        "money.md": "Cents.",
    }
    assert paths(imported(files)) == {"agents/reviewer.md", "memory/project/CLAUDE.md", "memory/rules/tie.md"}


def test_an_agent_plugins_package_with_servers_for_claude_code_keeps_both() -> None:
    files: dict[str, object] = {
        "plugin.json": {"$schema": "https://agent-plugins.org/schemas/1.0.json", "name": "month-end"},
        "mcp.json": {"mcpServers": {"ledger": {"command": "ledger-server"}}},
        ".mcp.json": {"mcpServers": {"bank": {"command": "bank-server"}}},
    }
    assert paths(imported(files)) == {"plugin.json", "mcp.json", ".mcp.json"}


def test_a_skill_may_be_called_what_no_pack_may_be_called() -> None:
    page = "---\nname: search\ndescription: Finds a posting\n---\nFind it.\n"
    pack = imported({"SKILL.md": page}, "my-skill")
    assert (str(pack.manifest.name), paths(pack)) == ("pack-search", {"skills/search/SKILL.md"})


@pytest.mark.parametrize(
    ("folder", "name"), [("skills", "pack-skills"), ("Claude Notes", "pack-claude-notes")]
)
def test_a_folder_whose_name_no_pack_may_have_gives_another(folder: str, name: str) -> None:
    pack = imported({"close/SKILL.md": PAGE}, folder)
    assert str(pack.manifest.name) == name
    assert f"the name `{name}`, from the name of the folder" in pack.inferred


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"notes.txt": "x"}, "nothing that can be imported"),
        ({".claude-plugin/marketplace.json": "{}", "README.md": "x"}, "a collection of plugins"),
        ({f"{top}/{PLUGIN_FILE}": "{}" for top in ("a", "b")}, "a collection of plugins: a, b"),
        (
            {
                PLUGIN_FILE: "{}",
                ".claude-plugin/marketplace.json": "{}",
                **{f"{top}/{PLUGIN_FILE}": "{}" for top in ("a", "b")},
            },
            "a collection of plugins: a, b",
        ),
    ],
)
def test_what_is_no_single_package_is_refused(files: dict[str, object], said: str) -> None:
    with pytest.raises(CtxpackError) as error:
        imported(files)
    assert (error.value.code, said in error.value.message) == ("E_IMPORT_SHAPE", True)


def test_a_collection_says_which_plugins_it_holds_and_how_to_take_one() -> None:
    files = {f"plugins/p{number:02}/{PLUGIN_FILE}": "{}" for number in range(15)}
    with pytest.raises(CtxpackError) as error:
        imported(files)
    assert error.value.message.endswith("plugins/p11 and 3 more")
    assert error.value.hint == "import one by its own folder: `…/plugins/p00`"


@pytest.mark.parametrize("manifest", ["[1]", "{"])
def test_a_manifest_that_cannot_be_read_is_said(manifest: str) -> None:
    text = f'{manifest} "agent-plugins.org"' if manifest == "{" else '["agent-plugins.org"]'
    with pytest.raises(CtxpackError) as error:
        imported({"plugin.json": text})
    assert error.value.code == "E_MANIFEST_SYNTAX"
