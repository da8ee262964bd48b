"""What passes an exercise, and what somebody is told who has not passed it yet."""

import pytest

from packformat.lesson.exercises import check_exercise, offered_powers
from tests.support.lesson import RIGHT, WRONG, Typed, content_of


@pytest.mark.parametrize(
    ("name", "typed"), [(name, one) for name, several in RIGHT.items() for one in several]
)
def test_more_than_one_answer_is_right(name: str, typed: Typed) -> None:
    assert check_exercise(name, {name: content_of(typed)}).lacks == ()


@pytest.mark.parametrize(("name", "typed", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_missing_where_it_is_missing(
    name: str, typed: Typed, told: list[tuple[str, str]]
) -> None:
    lacks = check_exercise(name, {name: content_of(typed)}).lacks
    assert len(lacks) == len(told)
    for lack, (field, words) in zip(lacks, told, strict=True):
        assert lack.field == field
        assert words in lack.message


def test_what_was_seen_on_the_way_is_there_to_be_shown() -> None:
    seen = {name: check_exercise(name, {name: content_of(RIGHT[name][0])}) for name in RIGHT}
    assert [len(seen[name].trial.samples) for name in ("check", "sample")] == [2, 2]
    assert 0 < seen["loads"].cost.always < seen["loads"].cost.on_use
    assert offered_powers().kinds == ["hooks", "secrets"]
    assert not seen["powers"].powers
