import re

import pytest

from marketplace.contribute.labels import CHOICES, ITEMS, LABELS, choices_of
from marketplace.contribute.pages import PAGES
from marketplace.contribute.professions import KINDS, professions
from packformat.compose.content import LISTS, draft_schema

JARGON = re.compile(r"\b(yaml|json|schema|slug|semver|markdown|toml|regex)\b", re.IGNORECASE)


def test_there_is_a_starting_point_for_each_kind() -> None:
    assert [one.kind for one in professions()] == list(KINDS) == draft_schema()["properties"]["kind"]["enum"]


@pytest.mark.parametrize("page", [page.name for page in PAGES if page.part or page.name == "outcome"])
def test_every_profession_has_a_question_and_an_example_of_its_own_on_every_page(page: str) -> None:
    guidance = [one.pages[page] for one in professions()]
    assert len({one.lead for one in guidance}) == len(guidance)
    answers = [tuple(one.example) for one in guidance]
    assert all(answers)
    assert len(set(answers)) == len(answers)


def test_examples_answer_questions_that_are_asked() -> None:
    asked = {label.text for label in LABELS.values()}
    asked |= {words for name in CHOICES for _value, words in choices_of(name)}
    for one in professions():
        for guidance in one.pages.values():
            assert {question for question, _answer in guidance.example} <= asked


def test_every_kind_of_check_has_an_example_for_every_profession() -> None:
    kinds = draft_schema()["properties"]["checks"]["items"]["properties"]["kind"]["enum"]
    assert {value for value, _words in choices_of("checks.kind")} == set(kinds)
    for one in professions():
        shown = dict(one.pages["checks"].example)
        assert {words for _value, words in choices_of("checks.kind")} == set(shown)


def test_nothing_is_said_in_the_words_of_programmers() -> None:
    said = [text for label in LABELS.values() for text in (label.text, label.help, *label.by_kind.values())]
    said += [text for texts in ITEMS.values() for text in texts]
    said += [text for page in PAGES for text in (page.title, page.question)]
    for one in professions():
        for guidance in one.pages.values():
            said += [guidance.lead, *(text for pair in guidance.example for text in pair)]
    assert [text for text in said if JARGON.search(text)] == []


def test_every_field_that_is_typed_has_a_label() -> None:
    fields = {
        f"{part}.{name}"
        for part in LISTS
        for name in draft_schema()["properties"][part]["items"]["properties"]
        if name != "id"
    }
    assert fields <= set(LABELS)
