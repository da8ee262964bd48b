"""What the reader has learned, and how much a passage reads like something that a person should look at.

The weights are whole numbers, made by ``python -m fixtures.train_reader`` from the labelled passages in
`fixtures/rules/passages`; adding them up gives the same sum on every machine.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.reader.features import joint_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packformat.reader.features import Read

WEIGHTS_FILE = "reader/weights.json"
_MOST_REASONS = 3


class Weight(NamedTuple):
    """What a feature adds to the sum, and the family of attacks in which it is most at home."""

    value: int
    family: str


class Threshold(NamedTuple):
    """The sum from which a pack is held: it grows with the passages read, from ``least`` up to ``most``.

    Among many passages some read oddly by chance. Each doubling of their number asks for ``step`` more.
    """

    base: int
    step: int
    least: int
    most: int

    def of(self, passages: int) -> int:
        """The sum from which a passage holds a pack of so many."""
        return self.base + self.step * min(max(passages, self.least), self.most).bit_length()


class Model(NamedTuple):
    """The weight of each feature, what every passage starts from, and the sum from which a pack is held."""

    weights: dict[str, Weight]
    bias: int
    threshold: Threshold


class Known(NamedTuple):
    """What of a unit has a weight, and how much each adds; its signs, and whether it quotes."""

    values: dict[str, int]
    signs: frozenset[str]
    quotes: bool


class Reading(NamedTuple):
    """The sum of a passage, the family it reads like, and the features that weighed most."""

    score: int
    family: str
    reasons: tuple[str, ...]


@cache
def learned() -> Model:
    """The weights that ship with this version of the rules."""
    return model_of(json.loads(resources.files("packformat").joinpath(WEIGHTS_FILE).read_text("utf-8")))


def model_of(said: dict[str, Any]) -> Model:
    """The model that a document tells: it lists the features by their family and value, which few share.

    That takes a quarter of the time in which one with a value beside each feature is read.
    """
    weights: dict[str, Weight] = {}
    for family, by_value in said["weights"].items():
        for value, features in by_value.items():
            weights.update(dict.fromkeys(features, Weight(int(value), family)))
    return Model(weights, said["bias"], Threshold(**said["threshold"]))


def known_of(model: Model, read: Read) -> Known:
    """What was read, without the features that have no weight: those are most."""
    weights = model.weights
    return Known({one: weights[one].value for one in weights.keys() & read.features}, read.signs, read.quotes)


def score_of(model: Model, units: Sequence[Known], kind: str) -> int:
    """The sum of a passage's weights, what several units have being counted once."""
    values: dict[str, int] = {}
    for unit in units:
        values |= unit.values
    weights = model.weights
    joint = sum(weights[one].value for one in joint_features(units, kind) if one in weights)
    return model.bias + sum(values.values()) + joint


def reading_of(model: Model, units: Sequence[Known], kind: str) -> Reading:
    """The sum, and what it is made of."""
    features = joint_features(units, kind).union(*(unit.values for unit in units))
    known = {one: model.weights[one] for one in features if one in model.weights}
    by_family: dict[str, int] = {}
    for weight in known.values():
        by_family[weight.family] = by_family.get(weight.family, 0) + max(0, weight.value)
    family = max(sorted(by_family), key=by_family.__getitem__, default="")
    heaviest = sorted(known, key=lambda one: (-known[one].value, one))
    reasons = tuple(one for one in heaviest[:_MOST_REASONS] if known[one].value > 0)
    return Reading(score_of(model, units, kind), family, reasons)
