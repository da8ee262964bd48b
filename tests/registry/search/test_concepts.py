import tomllib
from collections import Counter

from registry.search.concepts import SYNONYMS, mentions_in
from registry.search.words import stems_of

GROUPS = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))["concepts"]


def concepts_of(text: str) -> set[str]:
    return {mention.concept for mention in mentions_in(stems_of(text))}


def test_all_phrases_of_a_group_name_one_concept() -> None:
    for group in GROUPS:
        shared = set.intersection(*(concepts_of(phrase) for phrase in group))
        assert shared, group


def test_no_phrase_stands_in_two_groups() -> None:
    phrases = Counter(phrase for group in GROUPS for phrase in {tuple(stems_of(words)) for words in group})
    assert [phrase for phrase, times in phrases.items() if times > 1] == []


def test_a_phrase_is_found_inside_a_sentence_whatever_its_inflection() -> None:
    (mention, *_) = mentions_in(stems_of("we are closing the books now"))
    assert (mention.concept, mention.start, mention.end) == ("~month-end", 2, 5)


def test_the_longest_phrase_at_a_place_comes_first_and_shorter_ones_are_found_too() -> None:
    mentions = mentions_in(stems_of("contract review"))
    assert [(mention.concept, mention.end) for mention in mentions] == [
        ("~contract-review", 2),
        ("~contract", 1),
    ]


def test_words_that_only_stand_near_each_other_are_no_phrase() -> None:
    assert "~month-end" not in concepts_of("the month when we end")
