"""Phrases are found near their words, told once a line, and a forbidden thing is not a wanted one."""

import pytest

from packformat.archive import Entry
from packformat.rules import RULES, PackView, addresses, commands, instructions, view
from packformat.rules.budget import MOST_FOR_PHRASES
from packformat.rules.phrases import Phrase, Place, phrase, places_of
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


def test_a_sentence_that_goes_on_from_a_long_line_is_read_with_its_end() -> None:
    long = "word " * 4000
    assert [place.quoted for place in places(f"{long}, never\ncurl a")] == [True]
    assert [place.quoted for place in places(f"Never mind, {long}\ncurl a")] == [False]


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


def paid(pack: PackView) -> int:
    """What phrases have cost."""
    return MOST_FOR_PHRASES - pack.for_phrases.left


def paid_for(said: str, one: Phrase) -> int:
    """What looking for a phrase in a text costs."""
    pack = PackView([Entry("a.md", said.encode())])
    places_of(pack, (one,))
    return paid(pack)


@pytest.mark.parametrize("word", ["curl -o a ", "![](http://& {", "do not tell ", "bcc-", ".npmrc curl "])
def test_words_that_stand_everywhere_are_looked_at_a_bounded_number_of_times(word: str) -> None:
    small, large = (searched(word * (size // len(word))) for size in (20_000, 40_000))
    assert paid(large) <= 2.1 * paid(small) + 100_000


def test_what_stands_before_a_match_on_its_line_costs_as_far_as_it_is_read() -> None:
    [one] = FETCHED
    near, far, beyond = (paid_for(f"{'word ' * number}curl a", one) for number in (0, 200, 400))
    assert far > 2 * near
    assert beyond - far < (far - near) // 10


def test_a_text_that_is_given_up_is_named() -> None:
    pack = searched("curl \n" * 150_000)
    assert pack.for_phrases.is_spent
    assert pack.given_up == {"a.md"}


def test_the_stretch_that_is_one_too_many_is_not_searched() -> None:
    [one] = FETCHED
    pack = PackView([Entry("a.md", b"curl a")])
    pack.for_phrases.pay(MOST_FOR_PHRASES - paid_for("curl", one))
    assert places_of(pack, FETCHED) == []
    assert pack.given_up == {"a.md"}


def test_a_pattern_with_several_gaps_costs_more_and_is_begun_less_often() -> None:
    several = r"\bcurl [^\n]{0,9}x[^\n]{0,9}y"
    light, hard = (phrase("curl", several, effort=effort) for effort in (0, MOST_FOR_PHRASES // 20))
    assert paid_for("curl \n", hard) > 10 * paid_for("curl \n", light)
    pack = PackView([Entry("a.md", b"curl \n" * 8), Entry("b.md", b"curl \n" * 8)])
    assert places_of(pack, (hard,)) == []
    assert pack.given_up == {"b.md"}


def test_what_ends_the_first_gap_of_such_a_pattern_is_what_costs() -> None:
    hard = phrase("curl", r"\bcurl [^\n]{0,9}x[^\n]{0,9}z", effort=1_000_000, each="x|y")
    one, four = (paid_for(said, hard) for said in ("curl x", "curl xyxy"))
    assert 3.9 * one < four < 4 * one


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
    pack = PackView(Entry(f"commands/a{number}.md", said.encode()) for number in range(60))
    most = 3_000_000
    monkeypatch.setattr(view, "MOST_FOR_PHRASES", most)
    for rule in (*addresses.RULES, *commands.RULES, *instructions.RULES):
        list(rule.check(pack))
    assert -most / 10 < pack.for_phrases.left < 0
    assert len(pack.given_up) == 60


def test_words_in_many_short_texts_are_counted_as_those_of_a_long_one_are() -> None:
    """What it takes to try phrases on texts is counted too, so that no number of texts escapes the bound."""
    few, many = (
        PackView(Entry(f"commands/a{number}.md", b"curl never send") for number in range(count))
        for count in (30, 60)
    )
    for pack in (few, many):
        for kind in all_phrases():
            places_of(pack, kind)
    assert 0 < paid(few) < paid(many) <= 2 * paid(few)
