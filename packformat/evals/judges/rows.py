"""What judges said, as it stands in a report: the criteria of a rubric, and pairs.

Whatever a report draws from it has to follow from it. Each reader raises ValueError or KeyError for what is
no such row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.evals.judges.answer import ABOUT_ONE, ABOUT_TWO
from packformat.evals.judges.comparison import RECORDED
from packformat.evals.judges.pair import Pair, Said
from packformat.evals.judges.rubric import MOST_POINTS, rubric_verdict
from packformat.evals.result import WITH, WITHOUT
from packformat.evals.values import (
    LONGEST_NAME,
    MOST_REPEATS,
    read_choice,
    read_list,
    read_names,
    read_table,
    read_text,
    read_whole,
)
from packformat.evals.verdict import Weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Runs = Mapping[tuple[str, str, int], str]


def read_rubric(grader: Mapping[str, object], verdict: str, judges: int) -> tuple[tuple[Weighed, ...], int]:
    """The criteria of a rubric and the points that it needs; they lead to the verdict that is given.

    No more vote than the ``judges`` that there are.
    """
    criteria = tuple(_weighed(item, judges) for item in read_list(grader["criteria"], "criteria"))
    needed = read_whole(grader["needed"], "needed", sum(one.points for one in criteria))
    if rubric_verdict(criteria, needed) != verdict:
        raise ValueError("a rubric is not what its criteria say")
    return criteria, needed


def read_against(value: object, pairs: Sequence[Pair]) -> str:
    """What runs with the pack were compared with: the arm without it, or what is recorded; else nothing."""
    if not pairs and value is None:
        return ""
    return read_choice(value, "against", (WITHOUT, RECORDED) if pairs else ())


def read_pairs(value: object, against: object, runs: Runs, judges: int) -> tuple[Pair, ...]:
    """All pairs, each with the verdict that its judges lead to, of whom no more vote than there are.

    ``runs`` are the transcripts of the report by case, arm and number. A pair is of one of them, with the
    pack, and ``against`` the arm without it of its counterpart there.
    """
    pairs = {}
    for item in read_list(value, "pairs"):
        row = read_table(item, "pairs")
        pair = Pair(
            case=read_text(row["case"], "case", LONGEST_NAME),
            number=read_whole(row["number"], "number", MOST_REPEATS),
            transcripts=_two(read_names(row["transcripts"], "transcripts", 2, LONGEST_NAME)),
            said=tuple(Said(*_two(_votes(one, ABOUT_TWO, 2))) for one in read_list(row["said"], "said")),
        )
        key, other = (pair.case, WITH, pair.number), (pair.case, WITHOUT, pair.number)
        is_of_runs = runs.get(key) == pair.transcripts[0] and (
            against != WITHOUT or runs.get(other) == pair.transcripts[1]
        )
        if not is_of_runs or key in pairs or row["verdict"] != pair.verdict or len(pair.said) > judges:
            raise ValueError(f"a pair of `{pair.case}` is not what runs and judges say")
        pairs[key] = pair
    return tuple(pairs.values())


def check_turnout(turnouts: Iterable[tuple[str, int]], judges: int, *, replayed: bool) -> None:
    """Raise ValueError where a vote is missing; ``turnouts`` are cases, each with the votes on one question.

    Whoever judges a case is asked each of its questions, and no answer is a vote as well: without it fewer
    would be a majority. All of the ``judges`` have judged what was not ``replayed``; which of them had
    judged a recorded case its own votes alone can tell.
    """
    asked: dict[str, int] = {}
    for case, votes in turnouts:
        if not votes or votes != asked.setdefault(case, votes if replayed else judges):
            raise ValueError(f"votes on `{case}` are missing")


def _weighed(value: object, judges: int) -> Weighed:
    row = read_table(value, "criteria")
    name, points = read_text(row["id"], "id", LONGEST_NAME), read_whole(row["points"], "points", MOST_POINTS)
    return Weighed(name, points, _votes(row["votes"], ABOUT_ONE, judges))


def _votes(value: object, choices: tuple[str, ...], most: int) -> tuple[str, ...]:
    votes = read_list(value, "votes")
    if len(votes) > most:
        raise ValueError("there are more votes than judges")
    return tuple(read_choice(vote, "vote", choices) for vote in votes)


def _two(values: Sequence[str]) -> tuple[str, str]:
    if len(values) != 2:  # noqa: PLR2004 - a pair
        raise ValueError("a pair is of two")
    return values[0], values[1]
