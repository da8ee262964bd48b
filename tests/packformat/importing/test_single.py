"""One file by itself: what it is taken for, what its pack is called, and what is refused, not guessed."""

import pytest

from packformat.archive import Entry
from packformat.build import build_pack
from packformat.importing.single import is_single, read_sent, read_single
from packformat.manifest import Manifest
from packformat.paths import DEFAULT_LIMITS
from tests.support.packing import tar_of, usual_tar
from tests.support.packs import pack_files, zipped
from tests.support.refusals import refused

SKILL = "---\nname: month-end\ndescription: Closes the month, step by step\nversion: 1.2.0\n---\nClose it.\n"
AGENT = "---\nname: reviewer\ndescription: Reviews a close before it is signed\ntools: Read\n---\nReview.\n"
COMMAND = "---\ndescription: Closes the month, step by step\nargument-hint: MONTH\n---\nClose $1.\n"


def page(*lines: str) -> bytes:
    return "\n".join(("---", *lines, "---", "Do it.\n")).encode()


TAKEN = {
    "a skill": ("SKILL.md", SKILL, "skills/month-end/SKILL.md", "month-end"),
    "a skill in small letters": ("skill.md", SKILL, "skills/month-end/SKILL.md", "month-end"),
    "a skill by its fields": ("close.md", SKILL, "skills/month-end/SKILL.md", "month-end"),
    "an agent by its name": ("sub.agent.md", SKILL, "agents/sub.md", "month-end"),
    "an agent by its fields": ("reviewer.md", AGENT, "agents/reviewer.md", "reviewer"),
    "a command by its name": ("close.prompt.md", "Close it.", "commands/close.md", "close"),
    "a command by its fields": ("close.md", COMMAND, "commands/close.md", "close"),
}


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN)
def test_a_page_becomes_the_pack_that_it_names(case: tuple[str, str, str, str]) -> None:
    name, text, place, called = case
    entries = read_sent(name, text.encode())
    assert Entry(place, text.encode()) in entries
    assert {entry.path for entry in entries} == {place, "pack.toml"}
    assert build_pack(entries).manifest.name == called


def test_what_a_page_says_of_itself_is_the_manifest() -> None:
    files = {entry.path: entry.data for entry in read_sent("SKILL.md", SKILL.encode())}
    manifest = Manifest.parse(files["pack.toml"])
    assert (str(manifest.version), manifest.summary) == ("1.2.0", "Closes the month, step by step")
    files = {entry.path: entry.data for entry in read_sent("reviewer.md", AGENT.encode())}
    assert Manifest.parse(files["pack.toml"]).summary == "Reviews a close before it is signed"


def test_the_same_page_makes_the_same_pack() -> None:
    first, second = (build_pack(read_sent("SKILL.md", SKILL.encode())).digest for _time in (1, 2))
    assert first == second


REFUSED = {
    "a skill without a name": ("SKILL.md", page("description: Closes the month"), "what its pack is called"),
    "a skill whose name has no letter": ("SKILL.md", page("name: ?"), "a line `name: month-end`"),
    "hooks": ("hooks.json", b'{"hooks": {}}', "what its pack is called"),
    "servers": (".mcp.json", b"{}", "a folder with a `pack.toml`"),
    "words for a project": ("CLAUDE.md", b"Be careful.", "what its pack is called"),
    "a readme": ("README.md", b"# Close\n", "does not say what it is"),
    "a skill or an agent": ("close.md", page("name: a", "description: b"), "more than one kind"),
    "fields of both": (
        "close.md",
        page("name: a", "description: b", "tools: Read", "license: MIT"),
        "more than one kind",
    ),
    "a page of a blog": ("close.md", page("description: b", "date: 2026-01-01"), "more than one kind"),
    "a rule for an editor": ("lint.instructions.md", page("description: b"), "more than one kind"),
    "a manifest": ("pack.toml", b"name = 'a'", "no part of a pack that can stand alone"),
    "settings": ("settings.json", b"{}", "no part of a pack that can stand alone"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_could_be_two_things_or_has_no_name_is_refused(case: tuple[str, bytes, str]) -> None:
    name, data, words = case
    with refused("E_SINGLE_FILE", f"`{name}`", words):
        read_sent(name, data)


def test_a_page_that_cannot_be_read_says_why() -> None:
    with refused("E_MANIFEST_ENCODING", "`close.md`"):
        read_sent("close.md", b"\xff\xfe-")
    with refused("E_FRONTMATTER", "`SKILL.md`"):
        read_sent("SKILL.md", b"---\nname: close\n")
    with refused("E_TOO_LARGE", "`SKILL.md`"):
        read_sent("SKILL.md", bytes(DEFAULT_LIMITS.file + 1))


def test_a_folder_names_what_does_not_name_itself() -> None:
    assert read_single("hooks.json", b"{}", "month-end") == (Entry("hooks/hooks.json", b"{}"), "month-end")
    assert read_single("mcp.json", b"{}", "month-end") == (Entry(".mcp.json", b"{}"), "month-end")
    assert read_single("AGENTS.md", b"", "month-end") == (Entry("AGENTS.md", b""), "month-end")


def test_the_folder_of_a_page_says_what_it_is_unless_its_name_does() -> None:
    plain = page("name: a", "description: b")
    assert read_single("close.md", plain, "books", "agents") == (Entry("agents/close.md", plain), "close")
    assert read_single("tie.md", b"Tie.", "books", "commands") == (Entry("commands/tie.md", b"Tie."), "tie")
    assert read_single("tie.agent.md", plain, "books", "commands")[0].path == "agents/tie.md"
    for name, within in (("README.md", "agents"), ("close.md", "docs"), ("close.rules.md", "agents")):
        with refused("E_SINGLE_FILE", f"`{name}`"):
            read_single(name, plain, "books", within)


def test_an_archive_is_read_as_one_whatever_it_is_called() -> None:
    data = zipped(pack_files()).getvalue()
    assert not is_single("pack.md", data)
    assert {entry.path for entry in read_sent("pack.md", data)} == set(pack_files())
    assert len(read_sent("pack.tgz", tar_of(*usual_tar()))) > 1
    with refused("E_ARCHIVE_TYPE", "`close.pdf`", "a PDF document", "`SKILL.md`"):
        read_sent("close.pdf", b"%PDF-1.7")
