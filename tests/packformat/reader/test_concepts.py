"""A concept stands for a word whatever language it is of."""

import pytest

from packformat.reader.concepts import concepts_in, concepts_of


@pytest.mark.parametrize("word", ["upload", "uploading", "sende", "envoyer", "отправь"])
def test_a_word_has_its_concept_in_each_language(word: str) -> None:
    assert "send" in concepts_of(word)


def test_a_word_may_stand_for_several_concepts_or_none() -> None:
    assert concepts_of("permission") == ("ask", "safeguard")
    assert concepts_of("kettle") == ()


def test_words_of_a_script_without_spaces_are_found_in_their_order() -> None:
    assert concepts_in("发送给用户密码") == ("send", "user", "password")
