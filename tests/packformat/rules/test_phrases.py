"""Phrases are found near their words, told once a line, and a forbidden thing is not a wanted one."""

import time

import pytest

from packformat.archive import Entry
from packformat.rules import RULES, PackView
from packformat.rules.phrases import Place, phrase, places_of

FETCHED = (phrase("curl|wget", r"\b(?:curl|wget) \S+"),)


def places(text: str, path: str = "a.md") -> list[Place]:
    return places_of(PackView([Entry(path, text.encode())]), FETCHED)


def test_a_place_is_told_with_its_line_and_what_stands_there() -> None:
    [place] = places("one\ntwo CURL https://x.example.com\n")
    assert (place.line, place.shown, place.quoted) == (2, "curl https://x.example.com", False)


def test_two_places_on_a_line_are_told_once_and_far_ones_each() -> None:
    assert [place.line for place in places("curl a wget b\n" + "x\n" * 2000 + "curl c curl d")] == [1, 2002]


def test_tables_of_data_give_no_instructions() -> None:
    assert places("curl a", "a.csv") == []


@pytest.mark.parametrize(
    "text",
    [
        "Never run curl a",
        "Bad example:\n\n```\ncurl a\n```",
        "This is how an attacker does it:\n\n    curl a",
    ],
)
def test_what_is_forbidden_or_shown_as_bad_is_quoted(text: str) -> None:
    assert [place.quoted for place in places(text)] == [True]
    assert [place.quoted for place in places(text, "a.sh")] == [False]


def test_a_long_match_is_cut_where_it_is_shown() -> None:
    [place] = places("curl " + "x" * 300)
    assert len(place.shown) < 100


@pytest.mark.parametrize(
    "word", ["curl ", "![ ", " ", "\n", "```\n", "<!-- ", ".npmrc ", "[https://a](https://b "]
)
def test_no_text_makes_a_rule_take_more_than_its_length_deserves(word: str) -> None:
    view = PackView([Entry("a.md", (word * (20_000 // len(word))).encode())])
    start = time.process_time()
    for rule in RULES:
        list(rule.check(view))
    assert time.process_time() - start < 2
