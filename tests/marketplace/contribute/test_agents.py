import pytest

from installer_cli.source import PackSource
from installer_cli.target import place
from marketplace.contribute.agents import ALWAYS, ON_USE, AgentView, agent_views
from packformat.archive import Entry
from packformat.build import BuiltPack, build_pack
from packformat.compose import compose
from packformat.lockfile import LockedPack
from packformat.tokens import token_costs
from tests.support.drafts import CLOSE
from tests.support.packs import pack_files


@pytest.fixture(scope="module")
def pack() -> BuiltPack:
    return build_pack(compose(CLOSE))


def views(pack: BuiltPack) -> dict[str, AgentView]:
    return {view.names: view for view in agent_views(pack)}


def test_claude_code_is_shown_what_the_installer_writes_to_the_byte(pack: BuiltPack) -> None:
    name, tree = pack.manifest.name, pack.record.tree_digest
    source = PackSource(
        LockedPack(name, pack.manifest.version, pack.digest, len(pack.archive), tree), pack.archive
    )
    written = {one.file.path: one.read(source) for one in place(source)}
    shown = views(pack)["Claude Code"]
    assert {file.path: file.text.encode() for file in shown.files} == written
    assert shown.total == pack.costs.total
    assert (shown.number, shown.lost) == (len(written), [])


def test_it_is_said_of_each_file_when_it_is_read(pack: BuiltPack) -> None:
    read = {file.path: file.read for file in views(pack)["Claude Code"].files}
    memory = ".claude/memory/month-end-close"
    assert read[".claude/rules/ctxpack-month-end-close.md"] == ALWAYS
    assert read[f"{memory}/month-end-close-rules/rules.md"] == ALWAYS
    assert read[f"{memory}/month-end-close-documents/document-1.md"] == ON_USE
    assert read[f"{memory}/month-end-close-rules/memory.toml"] == ""
    page = ".claude/skills/month-end-close/skills/month-end-close/SKILL.md"
    assert read[page].startswith("its name and description in every conversation")
    assert read[".claude/skills/month-end-close/README.md"] == ""


@pytest.mark.parametrize("agent", ["Codex", "Cursor", "GitHub Copilot", "Gemini CLI", "OpenCode", "Windsurf"])
def test_agents_that_take_skills_alone_are_told_what_they_miss(pack: BuiltPack, agent: str) -> None:
    (view,) = (view for names, view in views(pack).items() if agent in names.split(", "))
    (page,) = (file for file in view.files if "/skills/month-end-close/" in file.path)
    assert page.path.endswith("/skills/month-end-close/SKILL.md")
    whole = next(entry for entry in pack.entries if entry.path == "skills/month-end-close/SKILL.md")
    assert page.text.encode() == whole.data
    lost = " ".join(view.lost)
    for missed in ("rules, numbers and documents", "the checks", "samples", "where the data comes from"):
        assert missed in lost
    assert "what the steps lead to in 4 places" in lost
    assert view.total == token_costs([entry for entry in pack.entries if "skills/" in entry.path], "").total


def test_the_client_of_claude_code_loads_no_memory(pack: BuiltPack) -> None:
    view = views(pack)["Claude Code by its own client"]
    assert view.lost == ["rules, numbers and documents: the agent is not told of them"]
    assert view.total.always < pack.costs.total.always
    assert view.number == len(pack.entries)


def test_a_pack_without_skills_gives_nothing_to_agents_that_take_only_those() -> None:
    files = {**pack_files(), "commands/start.md": b"Start\n"}
    del files["skills/month-end/SKILL.md"]
    view = views(build_pack([Entry(path, data) for path, data in files.items()]))["Windsurf"]
    assert (view.files, view.total.always) == ([], 0)
    assert "shortcuts" in view.lost
