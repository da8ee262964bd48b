"""Success criteria: what good work meets, and what decides each, as ``criteria.toml`` lists them."""

from typing import NamedTuple

from packformat.paths import CRITERIA_PATH
from packformat.texts import read_toml

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
