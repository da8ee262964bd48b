"""Search leads to the line that answers."""

import sqlite3

import pytest

from packformat import fulltext
from packformat.errors import CtxpackError
from packformat.fulltext import LONGEST_PASSAGE, Entry, Finder, passages, text_of
from packformat.wiki.gold import entry_of
from packformat.wiki.questions import pages_of
from tests.support.wikis import SAMPLE, files_of


def test_a_result_leads_to_the_line_that_fits() -> None:
    with Finder(map(entry_of, pages_of(files_of(SAMPLE, "shop"), "shop"))) as finder:
        hit = finder.find("What deposit do we take?")[0]
    assert hit.place == "wiki/loan-bikes.md"
    line = (SAMPLE / hit.place).read_text(encoding="utf-8").split("\n")[hit.line - 1]
    assert "eposit" in line
    assert " ".join(line.split()) in hit.text


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


def test_a_long_text_is_cut_too_and_every_line_of_it_is_found_where_it_stands() -> None:
    text = "\n".join(f"line word{number} " + "x" * 20 for number in range(1, 201))
    with Finder(passages("talk.vtt", text)) as finder:
        for number in (1, 60, 61, 200):
            (hit,) = finder.find(f"word{number}")
            assert (hit.place, hit.line, hit.title) == ("talk.vtt", number, "talk.vtt")


def test_a_result_shows_the_neighbours_of_its_line_and_no_more_than_fits() -> None:
    page = "# Days\nbefore it\nwe pay on day 5\nafter it\nfar away"
    with Finder(passages("a.md", page)) as finder:
        assert finder.find("pay")[0].text == "before it we pay on day 5 after it"
        assert finder.find("before")[0].text == "before it we pay on day 5"
    long = "word " * 200 + "needle " + "word " * 200
    with Finder(passages("a.md", long)) as finder:
        text = finder.find("needle")[0].text
    assert "needle" in text
    assert len(text) == LONGEST_PASSAGE + 2
    assert (text[0], text[-1]) == ("…", "…")


def test_what_is_no_text_is_none() -> None:
    assert text_of(b"a\r\nb") == "a\nb"
    assert text_of(b"\0a") is None
    assert text_of(b"\xff") is None


def test_a_python_without_full_text_search_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "_TABLE", "CREATE VIRTUAL TABLE entry USING nothing(x)")
    with pytest.raises(CtxpackError) as caught:
        Finder([])
    assert caught.value.code == "E_FULL_TEXT"
    assert isinstance(caught.value.__context__, sqlite3.OperationalError)
