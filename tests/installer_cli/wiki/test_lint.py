"""A seeded defect is found by its own lint, and by no other."""

import json
from pathlib import Path
from typing import Any

import pytest

from installer_cli.wiki.index import index_text
from installer_cli.wiki.lint import lint
from installer_cli.wiki.wiki import Wiki
from tests.support.wikis import SCHEMA, sample_wiki, write

DAY = "2026-09-25"


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    return sample_wiki(tmp_path)


def found(wiki: Path, *, index: bool = True, **options: Any) -> list[tuple[str, str]]:
    if index:
        write(wiki, "index.md", index_text(Wiki(str(wiki))))
    return [(problem.lint, problem.path) for problem in lint(Wiki(str(wiki)), DAY, **options)]


def append(wiki: Path, path: str, text: str) -> None:
    write(wiki, path, (wiki / path).read_text(encoding="utf-8") + text)


def test_the_sample_is_sound(wiki: Path) -> None:
    assert found(wiki, index=False) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("types: [", "kinds: ["),
        ("raw/", "sources "),
        ("wiki/", "pages "),
        ("## Ingest", "## Taking in"),
    ],
)
def test_a_schema_that_does_not_say_how_the_wiki_works(wiki: Path, old: str, new: str) -> None:
    write(wiki, "schema.md", (wiki / "schema.md").read_text(encoding="utf-8").replace(old, new))
    assert [one for one in found(wiki) if one[0] == "schema"] == [("schema", "schema.md")]


def test_a_link_to_nowhere(wiki: Path) -> None:
    append(wiki, "wiki/home.md", "\n[x](gone.md)\n")
    problems = lint(Wiki(str(wiki)), DAY)
    assert [(one.lint, one.path, one.line) for one in problems] == [("broken-link", "wiki/home.md", 13)]


def test_a_link_as_note_programs_write_it(wiki: Path) -> None:
    append(wiki, "wiki/home.md", "\nSee [[refund-limit]].\n")
    (problem,) = lint(Wiki(str(wiki)), DAY)
    assert (problem.lint, problem.line) == ("broken-link", 13)
    assert problem.message.startswith("`[[refund-limit]]` is no link that an agent can follow")


def test_a_page_that_no_page_links_to(wiki: Path) -> None:
    write(wiki, "wiki/new.md", "---\ntitle: New\ntype: policy\n---\n\nSay. [2026-06-05-refund-memo:4]\n")
    assert found(wiki) == [("orphan", "wiki/new.md")]


def test_a_page_without_a_source(wiki: Path) -> None:
    write(wiki, "wiki/tickets.md", "---\ntitle: Tickets\ntype: concept\nupdated: 2026-09-22\n---\n\nPaper.\n")
    assert found(wiki) == [("no-source", "wiki/tickets.md")]


@pytest.mark.parametrize(
    ("citation", "name"),
    [
        ("nobody:1", "unknown-source"),
        ("2026-06-05-refund-memo:900", "bad-line"),
        ("2026-06-05-refund-memo:4-3", "bad-line"),
    ],
)
def test_a_citation_that_leads_nowhere(wiki: Path, citation: str, name: str) -> None:
    append(wiki, "wiki/tickets.md", f"\nSaid. [{citation}]\n")
    assert found(wiki) == [(name, "wiki/tickets.md")]


def test_a_source_that_was_edited_is_gone_or_was_never_taken_in(wiki: Path) -> None:
    append(wiki, "raw/2026-06-05-refund-memo.md", " ")
    (wiki / "raw" / "2026-09-20-loan-bikes.md").unlink()
    write(wiki, "raw/loose.md", "x")
    assert found(wiki) == [
        ("edited-source", "raw/2026-06-05-refund-memo.md"),
        ("missing-source", "raw/2026-09-20-loan-bikes.md"),
        ("unregistered-source", "raw/loose.md"),
    ]


def test_a_log_that_lost_a_line(wiki: Path) -> None:
    write(wiki, "log.md", "# Log\n")
    assert {name for name, _ in found(wiki)} == {"unlogged"}


def test_two_pages_of_one_name_or_one_content(wiki: Path) -> None:
    text = (wiki / "wiki" / "tickets.md").read_text(encoding="utf-8")
    write(wiki, "wiki/slips.md", text)
    append(wiki, "wiki/home.md", "\n[slips](slips.md)\n")
    assert found(wiki) == [("duplicate-name", "wiki/tickets.md"), ("near-duplicate", "wiki/tickets.md")]


def test_a_page_that_a_newer_source_speaks_of(wiki: Path) -> None:
    page = (wiki / "wiki" / "loan-bikes.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if "2026-09-20-loan-bikes" not in line]
    older = "\n".join(lines).replace("updated: 2026-09-22", "updated: 2026-01-01")
    write(wiki, "wiki/loan-bikes.md", older + "\nSaid. [2026-06-05-refund-memo:4]\n")
    assert ("stale", "wiki/loan-bikes.md") in found(wiki, stale_days=10_000)


def test_a_page_that_nobody_has_looked_at_for_long(wiki: Path) -> None:
    assert {name for name, _ in found(wiki, stale_days=10)} == {"stale"}
    assert len(found(wiki, stale_days=10)) > 3


def test_an_index_that_is_not_what_the_pages_give(wiki: Path) -> None:
    append(wiki, "index.md", "more\n")
    assert found(wiki, index=False) == [("index", "index.md")]


def test_a_wiki_of_one_page_has_little_to_say(tmp_path: Path) -> None:
    write(tmp_path, "schema.md", SCHEMA)
    write(tmp_path, "raw/register.json", json.dumps({"sources": []}))
    write(tmp_path, "wiki/a.md", "text")
    assert found(tmp_path) == [("orphan", "wiki/a.md"), ("no-source", "wiki/a.md")]
