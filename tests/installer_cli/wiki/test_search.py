"""Search leads to the line that answers, and gold questions measure it."""

import sqlite3
from pathlib import Path

import pytest

from installer_cli.wiki import search
from installer_cli.wiki.search import Entry, Finder, entries_of, gold_of, passages
from installer_cli.wiki.wiki import Wiki
from packformat.errors import CtxpackError
from packformat.evals.evidence import FIRST
from tests.support.wikis import SAMPLE, write


def test_a_result_leads_to_the_line_that_fits() -> None:
    with Finder(entries_of(Wiki(str(SAMPLE)), sources=False)) as finder:
        hit = finder.find("What deposit do we take?")[0]
    assert hit.place == "wiki/loan-bikes.md"
    line = (SAMPLE / hit.place).read_text(encoding="utf-8").split("\n")[hit.line - 1]
    assert "eposit" in line
    assert " ".join(line.split()) == hit.text


def test_sources_are_found_where_they_are_wanted() -> None:
    with Finder(entries_of(Wiki(str(SAMPLE)), sources=True)) as finder:
        assert any(hit.place.startswith("raw/") for hit in finder.find("headset refund call", 10))


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


def test_nearly_every_gold_question_of_the_sample_is_found_in_the_first_three() -> None:
    answers = gold_of(Wiki(str(SAMPLE)))
    assert (sum(0 < answer.rank <= FIRST for answer in answers), len(answers)) == (19, 20)


@pytest.mark.parametrize("gold", ["", "{", '{"questions": [{"question": "x"}]}'])
def test_questions_that_cannot_be_read_are_said(tmp_path: Path, gold: str) -> None:
    write(tmp_path, "schema.md", "")
    write(tmp_path, "gold.json", gold)
    with pytest.raises(CtxpackError) as caught:
        gold_of(Wiki(str(tmp_path)))
    assert caught.value.code == "E_WIKI_GOLD"


def test_a_python_without_full_text_search_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_TABLE", "CREATE VIRTUAL TABLE entry USING nothing(x)")
    with pytest.raises(CtxpackError) as caught:
        Finder([])
    assert caught.value.code == "E_FULL_TEXT"
    assert isinstance(caught.value.__context__, sqlite3.OperationalError)
