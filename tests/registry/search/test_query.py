from hypothesis import given
from hypothesis import strategies as st

from registry.search.query import MAX_GROUPS, read_query


def groups(text: str) -> list[tuple[list[str], str]]:
    return [([word.text for word in group.words], group.concept) for group in read_query(text).groups]


def test_each_word_is_a_group_and_small_words_are_none() -> None:
    assert groups("the ledger of a bank ") == [(["ledger"], ""), (["bank"], "")]


def test_a_query_of_small_words_alone_is_looked_for_as_it_is() -> None:
    assert groups("how to") == [(["how"], ""), (["to"], "")]


def test_a_phrase_with_a_meaning_is_one_group() -> None:
    assert groups("close the books fast") == [(["close", "books"], "~month-end"), (["fast"], "")]


def test_the_longest_phrase_wins_where_phrases_overlap() -> None:
    assert groups("year end close")[0] == (["year", "end", "close"], "~year-end")


def test_the_last_word_may_be_unfinished_until_a_blank_follows() -> None:
    assert [word.unfinished for group in read_query("bank rec").groups for word in group.words][-1]
    assert not any(word.unfinished for group in read_query("bank rec ").groups for word in group.words)


def test_a_query_may_be_the_name_of_a_pack() -> None:
    assert read_query("Accounting-Close").name == "accounting-close"


def test_a_long_query_is_looked_for_as_far_as_is_useful() -> None:
    assert len(read_query(" ".join(f"word{number}" for number in range(99))).groups) == MAX_GROUPS


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_read(text: str) -> None:
    for group in read_query(text).groups:
        assert group.words
