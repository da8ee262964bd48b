"""What a passage is worth is a sum of whole numbers."""

from packformat.reader.features import Read
from packformat.reader.model import (
    Model,
    Threshold,
    Weight,
    known_of,
    learned,
    reading_of,
    score_of,
)

MODEL = Model(
    {"w:a": Weight(5, "hides"), "w:b": Weight(7, "fraud"), "w:c": Weight(-2, "hides")},
    -3,
    Threshold(3, 1, 2, 20),
)


def test_weights_are_added_up_from_where_every_passage_starts() -> None:
    assert score_of(MODEL, {"w:a", "w:c", "w:unknown"}) == 0
    assert score_of(MODEL, set()) == -3


def test_what_has_no_weight_is_left_out_and_changes_no_sum() -> None:
    read = known_of(MODEL, Read(frozenset(("w:a", "w:unknown")), frozenset(("network",))))
    assert read == Read(frozenset(("w:a",)), frozenset(("network",)))


def test_among_more_passages_one_has_to_weigh_more_from_a_least_number_up_to_a_bound() -> None:
    counts = (0, 1, 2, 3, 4, 15, 16, 10**6)
    assert [MODEL.threshold.of(passages) for passages in counts] == [5, 5, 5, 5, 6, 7, 8, 8]


def test_a_reading_names_the_family_and_what_weighed_most() -> None:
    reading = reading_of(MODEL, {"w:a", "w:b", "w:c", "w:unknown"})
    assert (reading.score, reading.family, reading.reasons) == (7, "fraud", ("w:b", "w:a"))
    assert reading_of(MODEL, set()) == (-3, "", ())


def test_what_ships_is_whole_numbers_of_a_bounded_number_of_features() -> None:
    assert all(isinstance(weight.value, int) for weight in learned().weights.values())
    assert 1000 < len(learned().weights) < 45_000
