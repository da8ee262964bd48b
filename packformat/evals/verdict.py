"""Verdicts: what one grader says of a run, and whether all of them together call it met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MET, NOT_MET, NOT_JUDGED = "met", "not met", "not judged"


class Weighed(NamedTuple):
    """One criterion that judges were asked about: the points it is worth, and what each of them says."""

    id: str
    points: int
    votes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The criterion as JSON-ready values."""
        return {"id": self.id, "points": self.points, "votes": list(self.votes)}


class Grade(NamedTuple):
    """What one grader says: its id, one of the three verdicts, and why when it is not `MET`.

    One that takes judges says too which ``criteria`` it weighed, and how many points it ``needed``; without
    judges it has none.
    """

    id: str
    verdict: str
    why: str = ""
    needed: int = 0
    criteria: tuple[Weighed, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The grade as JSON-ready values."""
        found: dict[str, Any] = {"id": self.id, "verdict": self.verdict, "why": self.why}
        if self.criteria:
            found |= {"needed": self.needed, "criteria": [one.as_dict() for one in self.criteria]}
        return found


def all_met(grades: Iterable[Grade]) -> bool:
    """Whether something was judged and nothing that was judged is `NOT_MET`."""
    verdicts = {item.verdict for item in grades}
    return MET in verdicts and NOT_MET not in verdicts
