"""What a passage is worth is a sum of whole numbers."""

from packformat.reader.features import Read
from packformat.reader.model import (
    Known,
    Model,
    Threshold,
    Weight,
    known_of,
    learned,
    model_of,
    reading_of,
    score_of,
)
from packformat.reader.passages import PROSE

MODEL = Model(
    {
        "w:a": Weight(5, "hides"),
        "w:b": Weight(7, "fraud"),
        "w:c": Weight(-2, "hides"),
        "Q:network&secret": Weight(11, "sends"),
    },
    -3,
    Threshold(3, 1, 2, 20),
)


def known(*features: str, sign: str = "") -> Known:
    return known_of(MODEL, Read(frozenset(features), frozenset((sign,) if sign else ())))


def test_weights_are_added_up_from_where_every_passage_starts() -> None:
    assert score_of(MODEL, [known("w:a", "w:c", "w:unknown")], PROSE) == 0
    assert score_of(MODEL, [], PROSE) == -3


def test_what_several_units_have_counts_once_and_what_only_all_of_them_have_counts_too() -> None:
    assert score_of(MODEL, [known("w:a"), known("w:a", "w:c")], PROSE) == 0
    units = [known("w:a", sign="network"), known(sign="secret")]
    assert score_of(MODEL, units, PROSE) == 13
    assert reading_of(MODEL, units, PROSE) == (13, "sends", ("Q:network&secret", "w:a"))


def test_what_has_no_weight_is_left_out_and_changes_no_sum() -> None:
    assert known("w:a", "w:unknown", sign="network") == Known(
        {"w:a": 5}, frozenset(("network",)), quotes=False
    )


def test_a_document_lists_the_features_by_their_family_and_value() -> None:
    said = {"weights": {"hides": {"5": ["w:a"], "-2": ["w:c"]}, "fraud": {"5": ["w:b"]}}, "bias": -3}
    model = model_of({**said, "threshold": MODEL.threshold._asdict()})
    assert model.weights == {"w:a": (5, "hides"), "w:c": (-2, "hides"), "w:b": (5, "fraud")}
    assert (model.bias, model.threshold) == (-3, MODEL.threshold)


def test_among_more_passages_one_has_to_weigh_more_from_a_least_number_up_to_a_bound() -> None:
    counts = (0, 1, 2, 3, 4, 15, 16, 10**6)
    assert [MODEL.threshold.of(passages) for passages in counts] == [5, 5, 5, 5, 6, 7, 8, 8]


def test_a_reading_names_the_family_and_what_weighed_most() -> None:
    reading = reading_of(MODEL, [known("w:a", "w:b", "w:c", "w:unknown")], PROSE)
    assert (reading.score, reading.family, reading.reasons) == (7, "fraud", ("w:b", "w:a"))
    assert reading_of(MODEL, [], PROSE) == (-3, "", ())


def test_what_ships_is_whole_numbers_of_a_bounded_number_of_features() -> None:
    assert all(isinstance(weight.value, int) for weight in learned().weights.values())
    assert 1000 < len(learned().weights) < 50_000
