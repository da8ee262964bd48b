"""Rows of letters tell which words cannot stand in a text, and never that one does not which does."""

from hypothesis import given
from hypothesis import strategies as st

from packformat.rules.rows import LONGEST_ROW, Possible, Vocabulary, bit_of, rows_in

WORDS = ["curl", "curl -o", "do not", "://", "API_KEY", "f(", "wget"]
BITS = {word: bit_of(word) for word in WORDS}
parts = st.lists(st.sampled_from([*WORDS, "x", "recurled", " ", "é", "-", "\n"]), max_size=8).map("".join)


def test_a_word_is_told_by_its_longest_row_of_letters_whatever_their_size() -> None:
    assert bit_of("curl -o") == bit_of("curl") == bit_of("CURL") != bit_of("wget")
    assert bit_of("://") == bit_of("") == 1


@given(st.lists(parts, min_size=1, max_size=4))
def test_what_stands_in_a_text_is_held_by_it(texts: list[str]) -> None:
    rows = [rows_in(text.lower()) for text in texts]
    pack = Vocabulary({row for each in rows for row in each.split()})
    for text, each in zip(texts, rows, strict=True):
        held = pack.held_by(each)
        assert all(held & BITS[word] for word in WORDS if word in text)
        assert [word for word in ("curl", "wget") if held & BITS[word]] == [
            word for word in ("curl", "wget") if word in text
        ]


def test_a_row_that_is_asked_for_after_a_pack_was_looked_at_may_stand_there() -> None:
    pack = Vocabulary([b"words"])
    assert pack.held_by(b"words") & bit_of("asked-for-only-afterwards")


def test_a_short_row_that_any_text_of_a_pack_has_may_stand_in_each() -> None:
    short = bit_of("nc ")
    assert Vocabulary([b"once", b"other"]).held_by(b"other") & short
    assert not Vocabulary([b"other"]).held_by(b"other") & short


def test_in_a_text_with_a_row_that_nobody_writes_anything_may_stand() -> None:
    rows = b"x" * (LONGEST_ROW + 1)
    assert Vocabulary([rows]).held_by(rows) == -1
    assert not Vocabulary([rows]).held_by(b"other") & bit_of("wget")


def test_what_may_stand_in_texts_that_hold_the_same_is_made_out_once() -> None:
    possible = Possible([((0b01,), "one"), ((0b01, 0b10), "both"), ((), "any")])
    assert [*map(possible.among, (0b11, 0b01, 0b10))] == [["one", "both", "any"], ["one", "any"], ["any"]]
    assert possible.among(0b101) is possible.among(0b01)
