from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.knowledge import texts
from packformat.archive import Entry
from tests.support.registry_simulator import RegistrySimulator, pack_files
from tests.support.wikis import write

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli

TALK = "# Software\n\nIt is easy to say.\n\n# Verifiability\n\nWhat can be verified\ncan be automated.\n"


@pytest.mark.usefixtures("url")
def test_a_passage_of_an_installed_pack_is_found_with_its_file_its_line_and_its_heading(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("talks", files={"sources/talk.md": TALK, "sources/other.md": "Nothing of it.\n"})
    cli.ok("install", "talks")
    registry.answer = lambda *_: pytest.fail("it is offline")
    found = cli.ok("search-in", "talks", "verify", "automated").out
    where = ".claude/skills/talks/sources/talk.md"
    assert found == f"{where}:8: Verifiability: What can be verified can be automated.\n"
    assert cli.ok("search-in", "talks", "software").out == f"{where}:1: # Software\n"
    other = ".claude/skills/talks/sources/other.md"
    assert cli.ok("search-in", "talks", "nothing").out == f"{other}:1: Nothing of it.\n"


@pytest.mark.usefixtures("url")
def test_what_its_memories_have_grown_by_is_found_too(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("talks")
    cli.ok("install", "talks")
    write(cli.project, ".claude/memory/talks/notes.md", "We verify on Fridays.\n")
    write(cli.project, ".claude/memory/others/notes.md", "We verify never.\n")
    (hit,) = cli.ok("search-in --json", "talks", "verify").document["hits"]
    assert hit == {
        "place": ".claude/memory/talks/notes.md",
        "line": 1,
        "title": ".claude/memory/talks/notes.md",
        "text": "We verify on Fridays.",
    }


def test_a_folder_is_searched_and_what_is_no_text_or_too_large_is_passed_over(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LARGEST", 400)
    folder = cli.project / "my-pack"
    extra = [Entry("a.bin", b"verify\0"), Entry("b.md", b"verify " * 100), Entry("c.md", b"verify")]
    for path, data, _ in (*pack_files("my-pack", "1.0.0"), *extra):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    assert cli.ok("search-in", str(folder), "verify").out == "c.md:1: verify\n"
    assert cli.ok("search-in", str(folder), "zebra").err == "Nothing found\n"


@pytest.mark.usefixtures("url")
def test_a_name_means_the_installed_pack_and_a_path_the_folder(
    cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.publish("talks", files={"sources/talk.md": TALK})
    cli.ok("install", "talks")
    monkeypatch.chdir(cli.project)
    for name in ("talks", "drafts"):
        write(cli.project, f"{name}/pack.toml", "")
        write(cli.project, f"{name}/mine.md", "We verify.\n")
    assert cli.ok("search-in", "talks", "verify").out.startswith(".claude/skills/talks/sources/talk.md:7: ")
    for word in ("./talks", "drafts"):
        assert cli.ok("search-in", word, "verify").out == "mine.md:1: We verify.\n"


def test_a_pack_that_is_not_here_is_told_with_how_to_bring_it(cli: Cli) -> None:
    (cli.project / "nowhere").mkdir()
    result = cli("search-in", "nowhere", "verify")
    assert (result.code, "error[E_NOT_INSTALLED]" in result.err) == (3, True)
    assert "`ctxpack install nowhere` brings it, " in result.err
    assert "error[E_FOLDER]" in cli("search-in", "./nowhere/there", "verify").err
