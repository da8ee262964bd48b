"""No label, hint, error or finding that somebody meets who contributes is in the words of programmers."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from marketplace.contribute.labels import CHOICES, ITEMS, LABELS, choices_of
from marketplace.contribute.pages import PAGES
from marketplace.contribute.professions import professions
from marketplace.wording import submissions
from packformat.codes import FORMAT
from packformat.compose import compose, find_gaps
from packformat.compose.changes import compare
from packformat.compose.content import draft_schema, unfinished_errors
from packformat.compose.trial import try_checks
from packformat.convert.result import LOSSES
from packformat.lesson.words import lesson
from packformat.rules import run_rules
from packformat.rules.run import RULES
from registry.errors import ERRORS
from tests.support.drafts import CLOSE, drafts
from tests.support.plain_words import programmers_words
from tests.support.source import ROOT

_AREAS = ("content", "text", "name", "skill", "memory", "manifest")
"""Areas whose rules look at words, which anybody may type; the others look at files that no answer writes."""


def texts(value: Any) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def assert_plain(*said: str) -> None:
    for text in said:
        assert programmers_words(text) == [], text


def test_whoever_looks_for_such_words_finds_them() -> None:
    assert programmers_words("Write it as YAML, not `JSON`") == ["YAML"]


def test_no_question_choice_or_example_says_them() -> None:
    for label in LABELS.values():
        assert_plain(label.text, label.help, *label.by_kind.values())
    for name in CHOICES:
        assert_plain(*(words for _value, words in choices_of(name)))
    assert_plain(*texts(list(ITEMS.values())), *texts([(page.title, page.question) for page in PAGES]))
    for one in professions():
        assert_plain(one.title, one.invitation, *texts([list(page) for page in one.pages.values()]))


def test_no_word_of_the_lesson_says_them() -> None:
    told = lesson()
    assert_plain(told.title, told.lead, *texts(dict(told.story)))
    for one in told.exercises.values():
        assert_plain(one.title, one.told, one.task, one.hint, one.passed)
        assert_plain(*texts([*one.begin.values(), *one.lacks.values(), *map(list, one.choices)]))


def test_no_error_of_a_draft_or_a_document_says_them() -> None:
    kinds = ("E_DRAFT", "E_CONVERT", "E_UPLOAD", "E_TOO", "E_VERSION", "E_NOT_MEMBER", "E_YAML", "E_PATH")
    for table in (FORMAT, ERRORS):
        for code, spec in table:
            if code.startswith(kinds):
                assert_plain(spec.message, spec.hint)
    assert_plain(*LOSSES.values())


def test_no_word_about_a_submission_says_them() -> None:
    for standing in submissions._STANDINGS.values():
        assert_plain(standing.headline, standing.meaning)
    assert_plain(*submissions._SEVERITIES.values())


def _wrong(schema: dict[str, Any]) -> Iterator[Any]:
    """Values that a schema does not take."""
    longest = "x" * (schema.get("maxLength", 1000) + 1)
    yield from (7, ["x"] * 1000, [longest], longest, {"unknown": 1}, [{"id": "x", "unknown": "y"}], [{}])
    for name, field in schema.get("items", {}).get("properties", {}).items():
        yield from ([{"id": "step-1", name: value}] for value in _wrong(field) if value != [{}])


@pytest.mark.parametrize("field", list(draft_schema()["properties"]))
def test_no_refusal_of_an_answer_says_them(field: str) -> None:
    for value in _wrong(draft_schema()["properties"][field]):
        for error in unfinished_errors({"kind": "other", field: value}):
            assert_plain(error.message, error.hint)


@settings(max_examples=10)
@given(drafts)
def test_nothing_that_is_said_of_answers_says_them(content: dict[str, Any]) -> None:
    typed = set(texts(content))
    said = [gap.message for gap in find_gaps(content)]
    said += [change.sentence for change in compare(CLOSE, content)]
    said += [text for check in try_checks(content).tried for grade in check.grades for text in (grade.why,)]
    said += texts([(seen.message, seen.fix) for seen in run_rules(compose(content)).findings])
    assert_plain(*(text for text in said if not any(word and word in text for word in typed)))


def test_no_finding_about_what_somebody_typed_says_them() -> None:
    """What rules are for, typed where people type: each answer one of the texts that a rule sees."""
    seen: set[str] = set()
    typed = [text for area in _AREAS for text in texts(_fails(area))]
    for start in range(0, len(typed), 30):
        part = typed[start : start + 30]
        documents = [
            {"id": f"document-{number}", "title": "Notes", "text": text} for number, text in enumerate(part)
        ]
        steps = [{"id": f"step-{number}", "title": "Do", "how": text} for number, text in enumerate(part)]
        for finding in run_rules(compose({**CLOSE, "documents": documents, "steps": steps})).findings:
            seen.add(finding.rule)
            assert_plain(finding.message, finding.fix)
    assert len(seen) >= len([rule for rule in RULES if rule.id.startswith("content/")]) // 2


def _fails(area: str) -> Any:
    cases = tomllib.loads((ROOT / "fixtures" / "rules" / f"{area}.toml").read_text(encoding="utf-8"))
    return [rule.get("fails", []) for rule in cases.values()]
