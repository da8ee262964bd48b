"""Phrases are found near their words, told once a line, and a forbidden thing is not a wanted one."""

import pytest

from packformat.archive import Entry
from packformat.rules import RULES, PackView, addresses, commands, instructions, phrases
from packformat.rules.phrases import MOST_BEGUN, MOST_SEARCHED, Phrase, Place, phrase, places_of
from tests.support.rule_cases import all_cases

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


def all_phrases() -> list[tuple[Phrase, ...]]:
    """The phrases of every kind."""
    values = (value for area in (addresses, commands, instructions) for value in vars(area).values())
    return [value for value in values if isinstance(value, tuple) and isinstance(value[0], Phrase)]


def test_a_pattern_needs_the_words_that_are_looked_for_first() -> None:
    """By the plain definition a place is where a pattern matches, whatever stands near."""
    cases = [case for case in all_cases() if case.rule.startswith("content/")]
    files = {entry.data.lower() for case in cases for entry in case.entries if len(entry.data) < 10_000}
    texts = [data.decode("utf-8", "ignore") for data in sorted(files)]
    for text in texts:
        view = PackView([Entry("a.sh", text.encode())])
        for kind in all_phrases():
            places = (found.start() for one in kind for found in one.pattern.finditer(text))
            lines = {text.count("\n", 0, place) + 1 for place in places}
            assert {place.line for place in places_of(view, kind)} == lines


def test_a_long_match_is_cut_where_it_is_shown() -> None:
    [place] = places("curl " + "x" * 300)
    assert len(place.shown) < 100


def searched(text: str) -> PackView:
    """A pack of one text that every rule has looked at."""
    view = PackView([Entry("a.md", text.encode())])
    for rule in RULES:
        list(rule.check(view))
    return view


@pytest.mark.parametrize("word", ["curl -o a ", "![](http://& {", "do not tell ", "bcc-", ".npmrc curl "])
def test_words_that_stand_everywhere_are_looked_at_a_bounded_number_of_times(word: str) -> None:
    small, large = (searched(word * (size // len(word))) for size in (20_000, 40_000))
    assert large.begun <= 2 * small.begun + 10
    assert large.searched <= 2.1 * small.searched + 10_000


def test_a_text_that_is_given_up_is_named() -> None:
    view = searched("curl \n" * 60_000)
    assert view.begun > MOST_BEGUN
    assert view.given_up == {"a.md"}


def test_the_stretch_that_is_one_too_many_is_not_searched() -> None:
    view = PackView([Entry("a.md", b"curl a")])
    view.searched = MOST_SEARCHED
    assert places_of(view, FETCHED) == []
    assert view.given_up == {"a.md"}


def test_a_pattern_with_several_gaps_is_begun_less_often() -> None:
    hard = (phrase("curl", r"\bcurl [^\n]{0,9}x[^\n]{0,9}y", effort=MOST_SEARCHED // 10),)
    view = PackView([Entry("a.md", b"curl \n" * 8), Entry("b.md", b"curl \n" * 8)])
    assert places_of(view, hard) == []
    assert (view.begun, view.given_up) == (10, {"b.md"})


def test_what_ends_the_first_gap_of_such_a_pattern_is_what_costs() -> None:
    hard = (phrase("curl", r"\bcurl [^\n]{0,9}x[^\n]{0,9}y", effort=1000, each="x|y"),)
    few, many = (PackView([Entry("a.md", said)]) for said in (b"curl x", b"curl xyxy"))
    assert places_of(few, hard) == [] != places_of(many, hard)
    assert 2900 < many.searched - few.searched < 3100


def test_a_search_skips_to_the_first_word_of_a_head_that_has_one() -> None:
    firsts = {
        r"\b(?:curl|wget)\b[^\n]{0,9}x": "(?:curl|wget)",
        r"\b(?<!can )(?:silently|secretly)\s": "(?:silently|secretly)",
        r"\bdates? of": "date",
        r"\b(?:e?mail|send)\b": None,
        r"\biex\b|curl": None,
        r"(?:curl|wget)": None,
    }
    found = {pattern: phrase("curl", pattern).first for pattern in firsts}
    assert {pattern: first and first.pattern for pattern, first in found.items()} == firsts


def test_what_a_pattern_repeats_has_a_bound_and_its_head_ends_where_it_looks_ahead() -> None:
    one = phrase("send", r"\bsend\s+\S+[^.\n]{0,60}(?:a|b)*[x+]")
    assert one.pattern.pattern == r"\bsend\s{1,100}\S{1,100}[^.\n]{0,60}(?:a|b){0,100}[x+]"
    assert one.head.pattern == r"\bsend\s{1,100}\S{1,100}"
    assert phrase("a", r"a[^\n]{0,9}b|c").head.pattern == r"a[^\n]{0,9}b|c"


def test_every_group_of_words_has_one_near() -> None:
    both = (phrase("send&http|@", r"\bsend\b[^\n]{0,40}"),)
    assert len(places_of(PackView([Entry("a.md", b"send it to https://a.example.com")]), both)) == 1
    assert places_of(PackView([Entry("a.md", b"send it")]), both) == []
    far = b"send it" + b" " * 9000 + b"http"
    assert places_of(PackView([Entry("a.md", far)]), both) == []


@pytest.mark.parametrize("words", ["", "| nc", "curl&", "curl|"])
def test_a_word_that_stands_everywhere_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="empty word"):
        phrase(words, "curl")


def test_a_pack_costs_no_more_once_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    said = " ".join(word for kind in all_phrases() for one in kind for group in one.words for word in group)
    view = PackView(Entry(f"commands/a{number}.md", said.encode()) for number in range(60))
    monkeypatch.setattr(phrases, "MOST_SEARCHED", 200_000)
    for rule in (*addresses.RULES, *commands.RULES, *instructions.RULES):
        list(rule.check(view))
    assert 200_000 < view.searched < 220_000
    assert len(view.given_up) == 60


def test_words_in_many_short_texts_are_counted_as_those_of_a_long_one_are() -> None:
    """What it takes to try phrases on texts is counted too, so that no number of texts escapes the bound."""
    few, many = (
        PackView(Entry(f"commands/a{number}.md", b"curl never send") for number in range(count))
        for count in (30, 60)
    )
    for view in (few, many):
        for kind in all_phrases():
            places_of(view, kind)
    assert 30 * 300 < few.searched < many.searched <= 2 * few.searched
