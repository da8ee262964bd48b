"""A concept stands for a word whatever language it is of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.reader.concepts import TABLE, concepts_in, concepts_of

TERMS = {
    (line.partition(":")[0], term) for line in TABLE.split("\n") for term in line.partition(":")[2].split()
}


@pytest.mark.parametrize("word", ["upload", "uploading", "sende", "envoyer", "отправь"])
def test_a_word_has_its_concept_in_each_language(word: str) -> None:
    assert "send" in concepts_of(word)


def test_a_word_may_stand_for_several_concepts_or_none() -> None:
    assert concepts_of("permission") == ("ask", "safeguard")
    assert concepts_of("kettle") == ()


def test_words_of_a_script_without_spaces_are_found_in_their_order() -> None:
    assert concepts_in("发送给用户密码") == ("send", "user", "password")


@given(
    st.sampled_from(sorted(term for _, term in TERMS)), st.text("adeinrst", max_size=4), st.integers(0, 30)
)
def test_concepts_are_those_of_the_word_itself_and_of_each_beginning(
    term: str, end: str, length: int
) -> None:
    word = (term.removesuffix("*") + end)[:length]
    told = {
        name
        for name, one in TERMS
        if (word.startswith(one[:-1]) if one.endswith("*") else word == one and not concepts_in(word))
    }
    assert concepts_of(word) == tuple(sorted(told))
