"""A draft that begins with the lesson."""

from packformat.compose import find_gaps
from packformat.compose.content import unfinished_errors
from packformat.compose.trial import try_checks
from packformat.lesson.parts import draft_of
from packformat.lesson.words import lesson
from tests.support.lesson import RIGHT, content_of

WRITTEN = {name: content_of(answers[0]) for name, answers in RIGHT.items()}


def test_it_has_everything_that_was_written_and_its_checks_tell_good_from_bad() -> None:
    draft = draft_of(WRITTEN, "property-intake")
    assert [gap.field for gap in find_gaps(draft)] == ["author", "licence"]
    assert try_checks(draft).separates
    assert (draft["kind"], draft["not_for"]) == ("property-intake", ["Reminders"])
    assert [item["id"] for item in draft["documents"]] == [f"document-{number}" for number in range(1, 5)]
    assert [rule["title"] for rule in draft["rules"]] == ["Who signs", "When it is paid"]


def test_each_exercise_alone_gives_a_draft_that_can_be_kept() -> None:
    for name, content in WRITTEN.items():
        assert unfinished_errors(draft_of({name: content}, "other")) == []
    assert draft_of({}, "other") == {
        "kind": "other",
        "title": lesson().story["title"],
        "summary": lesson().story["summary"],
    }


def test_whatever_was_ticked_can_be_kept() -> None:
    everything = [choice.value for choice in lesson().exercises["loads"].choices]
    assert unfinished_errors(draft_of({"loads": {"chosen": everything}}, "other")) == []
