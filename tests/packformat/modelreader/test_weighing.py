"""What a model is sure of holds a pack, once for each place."""

from packformat.modelreader.answer import Concern
from packformat.modelreader.weighing import HOLD_FROM, graver


def concern(line: int, sure: int) -> Concern:
    return Concern("a.md", line, "words", "hide", "harm", sure)


def test_only_what_it_is_sure_of_holds_the_surest_first() -> None:
    weak, firm, sure = concern(1, HOLD_FROM - 1), concern(2, HOLD_FROM), concern(3, 99)
    assert graver([weak, firm, sure]) == [sure, firm]


def test_a_place_is_told_once() -> None:
    assert graver([concern(1, 70), concern(1, 90)]) == [concern(1, 90)]
