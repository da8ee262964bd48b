"""A wiki is found and read; what cannot be read is said."""

import json
from pathlib import Path

import pytest

from installer_cli.project import Project
from installer_cli.wiki.index import index_text
from installer_cli.wiki.wiki import Wiki, find_wiki
from packformat.errors import CtxpackError
from tests.support.wikis import sample_wiki, write


def test_sources_pages_and_types_are_read(tmp_path: Path) -> None:
    wiki = Wiki(str(sample_wiki(tmp_path)))
    assert (len(wiki.sources), len(wiki.pages)) == (10, 12)
    assert wiki.kinds[:2] == ["hub", "policy"]
    assert wiki.unsourced == ["hub", "question"]
    (home,) = [page for page in wiki.pages if page.slug == "home"]
    assert "workshops" in list(wiki.targets(home))


def test_links_out_of_the_pages_lead_to_no_page(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "")
    write(tmp_path, "wiki/a.md", "[s](../schema.md) [deep](sub/b.md) [pic](c.png) [b](./b.md)")
    wiki = Wiki(str(tmp_path))
    assert list(wiki.targets(wiki.pages[0])) == ["b"]


def test_an_empty_wiki_has_nothing(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "")
    wiki = Wiki(str(tmp_path))
    assert (wiki.sources, wiki.pages, wiki.log, wiki.kinds) == ([], [], "", [])


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "")
    Wiki(str(tmp_path)).write("raw/originals/a.docx", b"1")
    assert [path.name for path in (tmp_path / "raw" / "originals").iterdir()] == ["a.docx"]


@pytest.mark.parametrize("register", ["{", "[]", '{"sources": [{"id": "a"}]}', '{"sources": 3}'])
def test_a_register_that_cannot_be_read_is_said(tmp_path: Path, register: str) -> None:
    write(tmp_path, "schema.md", "")
    write(tmp_path, "raw/register.json", register)
    with pytest.raises(CtxpackError) as caught:
        Wiki(str(tmp_path))
    assert caught.value.code == "E_WIKI_REGISTER"


def test_the_wiki_is_the_named_one_or_here_or_the_projects_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project(str(tmp_path))

    def code(folder: str | None) -> str:
        with pytest.raises(CtxpackError) as caught:
            find_wiki(project, folder)
        return caught.value.code

    assert code(None) == "E_WIKI_NONE"
    assert code("nowhere") == "E_WIKI_NONE"
    write(tmp_path, ".claude/memory/p/one/schema.md", "")
    assert find_wiki(project, None).folder == str(tmp_path / ".claude/memory/p/one")
    write(tmp_path, ".claude/memory/p/two/schema.md", "")
    assert code(None) == "E_WIKI_MANY"
    assert find_wiki(project, ".claude/memory/p/two/").folder == ".claude/memory/p/two"
    monkeypatch.chdir(tmp_path / ".claude/memory/p/two")
    assert find_wiki(project, None).folder == str(tmp_path / ".claude/memory/p/two")


@pytest.mark.parametrize("file", ["../../secret", "..", "", "a/b", "a\\b", "a\0"])
def test_a_register_that_came_with_the_project_names_files_of_the_wiki_alone(
    tmp_path: Path, file: str
) -> None:
    write(tmp_path, "schema.md", "")
    row = {
        "id": "a",
        "file": file,
        "digest": "d",
        "date": "2026-01-01",
        "ingested": "2026-01-01",
        "title": "t",
    }
    write(tmp_path, "raw/register.json", json.dumps({"sources": [row]}))
    with pytest.raises(CtxpackError) as caught:
        Wiki(str(tmp_path))
    assert caught.value.code == "E_WIKI_REGISTER"


def test_no_link_that_came_with_the_project_is_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, "profile", "mine")
    write(tmp_path, "wiki/schema.md", "")
    (tmp_path / "wiki/index.md.new").symlink_to(outside / "profile")
    Wiki(str(tmp_path / "wiki")).write("index.md", b"index")
    assert (tmp_path / "wiki/index.md").read_text() == "index"
    (tmp_path / "wiki/raw").symlink_to(outside)
    with pytest.raises(CtxpackError) as caught:
        Wiki(str(tmp_path / "wiki")).write("raw/register.json", b"{}")
    assert caught.value.code == "E_TARGET_LINK"
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"profile": "mine"}


def test_a_page_whose_name_is_no_text_breaks_nothing(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", "")
    write(tmp_path, "wiki/\udce4.md", "# A\n\nWords.\n")
    wiki = Wiki(str(tmp_path))
    assert [(page.slug, page.body) for page in wiki.pages] == [("?", "# A\n\nWords.\n")]
    index_text(wiki).encode()
