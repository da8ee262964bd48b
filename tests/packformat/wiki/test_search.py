"""Search leads to the line that answers."""

import sqlite3

import pytest

from packformat.errors import CtxpackError
from packformat.wiki import search
from packformat.wiki.gold import entry_of
from packformat.wiki.questions import pages_of
from packformat.wiki.search import Entry, Finder, passages
from tests.support.wikis import SAMPLE, files_of


def test_a_result_leads_to_the_line_that_fits() -> None:
    with Finder(map(entry_of, pages_of(files_of(SAMPLE, "shop"), "shop"))) as finder:
        hit = finder.find("What deposit do we take?")[0]
    assert hit.place == "wiki/loan-bikes.md"
    line = (SAMPLE / hit.place).read_text(encoding="utf-8").split("\n")[hit.line - 1]
    assert "eposit" in line
    assert " ".join(line.split()) == hit.text


def test_words_of_every_question_alone_find_nothing() -> None:
    with Finder([Entry("a", 1, "a", "what is it")]) as finder:
        assert finder.find('what is it? "') == []
        assert finder.find("unheard OR NEAR(") == []


def test_names_weigh_more_than_text() -> None:
    entries = [Entry("text", 1, "x", "refund"), Entry("name", 1, "Refund", "y")]
    with Finder(entries) as finder:
        assert [hit.place for hit in finder.find("refunds")] == ["name", "text"]


def test_a_text_is_cut_at_its_headings() -> None:
    assert list(passages("n.md", "intro\n# A\nx\n\n## B\ny")) == [
        Entry("n.md", 1, "n.md", "intro"),
        Entry("n.md", 2, "A", "# A\nx\n"),
        Entry("n.md", 5, "B", "## B\ny"),
    ]
    assert list(passages("n.md", "# A")) == [Entry("n.md", 1, "A", "# A")]


def test_a_python_without_full_text_search_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_TABLE", "CREATE VIRTUAL TABLE entry USING nothing(x)")
    with pytest.raises(CtxpackError) as caught:
        Finder([])
    assert caught.value.code == "E_FULL_TEXT"
    assert isinstance(caught.value.__context__, sqlite3.OperationalError)
