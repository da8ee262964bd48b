"""Whether checks and samples of the lesson tell good from bad."""

from packformat.lesson.telling import checks_for
from packformat.lesson.words import lesson

STORY = lesson().story["checks"]


def test_a_sample_is_held_against_ones_own_check_once_it_is_useful() -> None:
    useful = [{"id": "check-1", "kind": "never", "words": "to be confirmed"}]
    useless = [{"id": "check-1", "kind": "never", "words": "Signed off by"}]
    assert checks_for({}) == STORY
    assert checks_for({"check": {"checks": useless}}) == STORY
    assert checks_for({"check": {"checks": useful}}) == useful
