"""Success criteria: what good work meets, and what decides each, as ``criteria.toml`` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import CtxpackError
from packformat.paths import CRITERIA_PATH
from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

BY_PEOPLE = "human judgement"
"""What ``checked-by`` says of a criterion that no program decides."""


class Criterion(NamedTuple):
    """A sentence that holds of good work, and what decides it: ``eval:…``, ``loop:…``, a check, or people."""

    id: str
    text: str
    checked_by: str

    @property
    def checker(self) -> tuple[str, str]:
        """The kind and the name of what decides: of ``gate:bank`` they are ``gate`` and ``bank``."""
        kind, _, name = self.checked_by.partition(":")
        return kind, name


def read_criteria(data: bytes) -> list[Criterion]:
    """The criteria of a published pack, in their order.

    Raises what `packformat.texts.read_toml` raises, and KeyError for a file that its schema refuses.
    """
    rows = read_toml(CRITERIA_PATH, data)["criteria"]
    return [Criterion(row["id"], row["text"], row["checked-by"]) for row in rows]


def criteria_in(files: Mapping[str, bytes]) -> list[Criterion]:
    """The criteria of a pack, in their order; none where they cannot be read, which a rule tells."""
    try:
        value = read_toml(CRITERIA_PATH, files.get(CRITERIA_PATH, b""))
    except CtxpackError:
        return []
    if component_errors(CRITERIA_PATH, value, "criteria"):
        return []
    return read_criteria(files[CRITERIA_PATH])


class Verifiable(NamedTuple):
    """How many criteria a pack has, and how many of them a program decides and no person has to."""

    criteria: int
    by_program: int

    @property
    def percent(self) -> int:
        """The share that a program decides, from 0 to 100, rounded down; of no criteria it is 0."""
        return 100 * self.by_program // self.criteria if self.criteria else 0


def verifiable_in(files: Mapping[str, bytes]) -> Verifiable:
    """How much of what a pack calls good can be told without a person."""
    criteria = criteria_in(files)
    return Verifiable(len(criteria), sum(one.checked_by != BY_PEOPLE for one in criteria))
