"""What judges said by the rubrics of a report, counted for each rubric."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.evals.verdict import MET, NOT_JUDGED, NOT_MET, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_RUBRICS = 200
"""Of one report: more than anybody pays judges for, and few enough to be kept with each result."""


class RubricCount(NamedTuple):
    """A rubric of a case, and how many of the runs that judges were asked about it says are met.

    It has so many ``criteria`` that are worth so many ``points``, of which so many are ``needed``.
    """

    case: str
    grader: str
    criteria: int
    points: int
    needed: int
    met: int
    not_met: int
    not_judged: int

    def as_dict(self) -> dict[str, Any]:
        """The rubric as JSON-ready values."""
        return self._asdict()


def rubrics_of(grades: Iterable[tuple[str, Grade]]) -> tuple[RubricCount, ...]:
    """Count grades, each with the case that it is of, by case and grader; those of programs are left out.

    Raises ValueError where one rubric is two, or where there are more than `MOST_RUBRICS`.
    """
    verdicts: dict[tuple[str, str], Counter[str]] = {}
    shapes: dict[tuple[str, str], tuple[int, int, int]] = {}
    for case, grade in grades:
        if not grade.criteria:
            continue
        key = (case, grade.id)
        shape = (len(grade.criteria), sum(one.points for one in grade.criteria), grade.needed)
        if shapes.setdefault(key, shape) != shape:
            raise ValueError(f"the rubric `{grade.id}` of `{case}` is not the same in each run")
        verdicts.setdefault(key, Counter())[grade.verdict] += 1
    if len(shapes) > MOST_RUBRICS:
        raise ValueError(f"there are more than {MOST_RUBRICS} rubrics")
    return tuple(
        RubricCount(*key, *shapes[key], *(verdicts[key][verdict] for verdict in (MET, NOT_MET, NOT_JUDGED)))
        for key in sorted(shapes)
    )
