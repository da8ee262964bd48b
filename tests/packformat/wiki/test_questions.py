"""Gold questions are read whole or not at all, and only so much is asked of a stranger's wiki."""

import json

import pytest

from packformat.errors import CtxpackError
from packformat.wiki.pages import Page
from packformat.wiki.questions import Question, is_too_much, pages_of, read_questions, wikis_with_gold

ONE = {"question": "How much?", "page": "prices"}


def test_a_folder_with_gold_questions_and_a_schema_is_a_wiki_to_ask() -> None:
    paths = [
        "b/gold.json",
        "b/schema.md",
        "a/gold.json",
        "a/schema.md",
        "c/gold.json",
        "gold.json",
        "schema.md",
    ]
    assert wikis_with_gold(paths) == ["a", "b"]


def test_questions_are_read_with_the_page_that_answers() -> None:
    assert read_questions(json.dumps({"questions": [ONE]}).encode(), "w/gold.json") == [
        Question("How much?", "prices")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Expecting value"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "list indices"),
        (b'{"questions": [{"question": "x"}]}', "`page` is missing"),
        (b'{"questions": []}', "there are 0 questions"),
        (json.dumps({"questions": [ONE] * 1001}).encode(), "there are 1001 questions"),
        (json.dumps({"questions": [ONE | {"question": "x" * 301}]}).encode(), "more than 300 characters"),
    ],
)
def test_what_cannot_be_asked_is_said_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_questions(data, "w/gold.json")
    assert caught.value.code == "E_WIKI_GOLD"
    assert reason in caught.value.message


def test_pages_are_the_markdown_files_of_the_wikis_own_folder_in_order() -> None:
    files = {
        "w/wiki/b.md": b"---\ntitle: B\n---\nb\r\n",
        "w/wiki/a.md": b"\xff",
        "w/wiki/deep/c.md": b"",
        "w/wiki/d.txt": b"",
        "w/index.md": b"",
    }
    assert [(page.slug, page.title, page.body) for page in pages_of(files, "w")] == [
        ("a", "a", "\ufffd"),
        ("b", "B", "b\n"),
    ]


def test_questions_times_text_have_a_bound() -> None:
    page = Page("a", {}, "x" * 2**20, 1)
    assert not is_too_much([Question("q", "a")] * 32, [page])
    assert is_too_much([Question("q", "a")] * 33, [page])
