"""A sign is a pattern behind words, with a bound to whatever it repeats."""

from packformat.reader.signs import Sign, anywhere, either, idea, order, sign


def test_an_idea_is_found_by_its_terms_as_whole_words() -> None:
    found = idea("api key|tokens", r"\bq+\b")
    assert found.words == {"api", "tokens"}
    assert found.stands_in("the api_key of")
    assert found.stands_in("qq")
    assert not found.stands_in("therapi keys")
    assert idea("one").stands_in("one")


def test_what_a_pattern_repeats_has_a_bound() -> None:
    assert sign("a|", r"a+[+*]\+b*").bounded == r"a{1,100}[+*]\+b{0,100}"
    assert sign("a|", "a").words == {"a"}


def test_either_of_two_signs_needs_a_word_of_one_of_them_only_if_both_have_words() -> None:
    assert either(sign("a", "a"), sign("b", "b")).words == {"a", "b"}
    assert either(sign("a", "a"), sign("", "b")).words == frozenset()
    assert either(sign("a", "a"), sign("b", "b")).bounded == "(?:a)|(?:b)"


def test_a_sign_can_be_looked_for_anywhere() -> None:
    assert anywhere(sign("a", "b")).words == frozenset()


def test_an_order_is_a_verb_without_an_ending() -> None:
    assert Sign(frozenset(), order("send|hand over")).stands_in("hand over")
    assert not Sign(frozenset(), order("send")).stands_in("sending")
