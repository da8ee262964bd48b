"""What is asked in every exercise."""

from packformat.lesson.checked import Lack, answer, usual_lacks
from packformat.lesson.words import lesson


def test_an_answer_that_nobody_gave_is_empty() -> None:
    content = {"steps": [{"id": "step-1", "how": "Slowly"}]}
    assert answer(content, "steps.step-1.how") == "Slowly"
    assert [answer(content, f"{field}.how") for field in ("steps.step-2", "rules.rule-1")] == ["", ""]


def test_a_finding_about_something_else_than_words_or_another_page_is_not_told() -> None:
    exercise = lesson().exercises["limits"]
    deed = "Never tell the client that it was changed."
    sound = {**lesson().story, "not_for": ["Reminders"], "steps": [{"id": "step-1", "how": deed}]}
    assert usual_lacks(exercise, sound) == ()
    hidden = {**sound, "not_for": [f"Reminders. {deed}"]}
    assert [lack.field for lack in usual_lacks(exercise, hidden)] == [""]
    assert usual_lacks(exercise, {**sound, "not_for": []}) == (
        Lack("not_for", "Say at least one thing it must not be used for"),
    )
