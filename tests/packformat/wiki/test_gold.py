"""Gold questions measure whether search leads to the page that answers."""

import json

from packformat.wiki.gold import FIRST, Gold, Retrieval, ask, retrieval_of
from packformat.wiki.pages import Page
from packformat.wiki.questions import Question, pages_of, read_questions
from tests.support.wikis import SAMPLE, files_of

PAGES = [
    Page("prices", {"title": "Prices"}, "A puncture costs ten.", 1),
    Page("hours", {}, "Open at nine.", 1),
]


def test_a_question_has_the_rank_at_which_its_page_is_found_or_none() -> None:
    asked = [Question("puncture", "prices"), Question("puncture", "hours"), Question("loans", "prices")]
    assert [answer.rank for answer in ask(asked, PAGES)] == [1, 0, 0]
    assert ask(asked[:1], PAGES) == [Gold("puncture", "prices", 1)]


def test_nearly_every_gold_question_of_the_sample_is_found_in_the_first_three() -> None:
    files = files_of(SAMPLE, "shop")
    answers = ask(read_questions(files["shop/gold.json"], "shop/gold.json"), pages_of(files, "shop"))
    assert (sum(0 < answer.rank <= FIRST for answer in answers), len(answers)) == (19, 20)


def test_the_figure_of_a_pack_is_that_of_each_wiki_that_can_be_asked() -> None:
    files = (
        files_of(SAMPLE, "examples/shop")
        | files_of(SAMPLE, "memory/shop")
        | files_of(SAMPLE, "memory/broken")
    )
    files["memory/broken/gold.json"] = b"{"
    assert retrieval_of(files) == [Retrieval("examples/shop", 19, 20), Retrieval("memory/shop", 19, 20)]
    assert retrieval_of({}) == []


def test_a_wiki_that_would_take_too_long_has_no_figure() -> None:
    gold = {"questions": [{"question": "all", "page": "a"}] * 1000}
    files = {
        "w/schema.md": b"",
        "w/gold.json": json.dumps(gold).encode(),
        "w/wiki/a.md": b"all " * 40_000,
    }
    assert retrieval_of(files) == []
