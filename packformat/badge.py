"""The badge “examples”: what a pack's own bytes have to show of good and bad results to earn it.

Each example says whether it is good or bad, why, and which criterion it shows. Where graders that are pure
data decide about that criterion, they are held against the example's files: a good one meets them all, a bad
one fails one. What a program of the pack decides is not run here, and what a person decides stays theirs:
both are counted, so that nobody takes them for tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from packformat.criteria import BY_PEOPLE, Criterion, criteria_in
from packformat.errors import CtxpackError
from packformat.evals.case import EvalCase, case_names, read_case
from packformat.evals.offline import Patience, grade_offline
from packformat.evals.transcript import Turn
from packformat.evals.verdict import MET, NOT_MET, Grade
from packformat.examples import BAD, GOOD, Example, examples_in
from packformat.paths import CRITERIA_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXAMPLES = "examples"
"""The badge's name."""
MOST_TRIED = 200
"""Examples that graders are held against."""


class Lack(NamedTuple):
    """What keeps a pack from the badge: where, in plain words, and what to do."""

    path: str
    message: str
    fix: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the examples of a pack show: how many there are of each label, and what decided about them.

    ``tried`` were told by graders here, ``programs`` are for programs of the pack or a run to tell, and
    ``people`` for a person; ``lacks`` is empty where the badge is earned.
    """

    good: int
    bad: int
    tried: int
    programs: int
    people: int
    lacks: tuple[Lack, ...]

    def as_badges(self) -> dict[str, dict[str, int]]:
        """The badge with its counts; nothing where it is not earned."""
        counts = {key: value for key, value in vars(self).items() if key != "lacks"}
        return {} if self.lacks else {EXAMPLES: counts}


def what_examples_show(files: Mapping[str, bytes]) -> Shown:
    """Look at the examples of a pack; it runs nothing of the pack."""
    examples, patience = examples_in(files), Patience()
    criteria = {criterion.id: criterion for criterion in criteria_in(files)}
    lacks = list(_absent(examples))
    decided = {"tried": 0, "programs": 0, "people": 0}
    for place, example in enumerate(examples):
        found = _silent(example, criteria)
        if found is None:
            criterion = criteria[example.criterion]
            grades = _grades(example, criterion, files, patience) if place < MOST_TRIED else ()
            found = _mistaken(example, grades)
            decided[_decider(criterion, grades)] += 1
        if found:
            lacks.append(found)
    labels = [example.label for example in examples]
    return Shown(good=labels.count(GOOD), bad=labels.count(BAD), lacks=tuple(lacks), **decided)


def _absent(examples: list[Example]) -> Iterator[Lack]:
    labels = {example.label for example in examples}
    for label in (GOOD, BAD):
        if label not in labels:
            message = f"No example says that it is {label}: nothing shows the difference"
            yield Lack("examples", message, f"add one that is {label}, with its reason and its criterion")


def _silent(example: Example, criteria: Mapping[str, Criterion]) -> Lack | None:
    """What an example does not say."""
    if not example.label:
        message = f"The example `{example.name}` does not say whether it is good or bad, and why"
        return Lack("examples", message, f"say so in `{example.path}`, with the `criterion` that it shows")
    if example.criterion not in criteria:
        message = f"The example `{example.name}` names no criterion of the pack that it shows"
        return Lack(example.path, message, f"name one of {CRITERIA_PATH} as its `criterion`")
    return None


def _mistaken(example: Example, grades: tuple[Grade, ...]) -> Lack | None:
    """Where graders say of an example the opposite of its label."""
    failed = [grade for grade in grades if grade.verdict == NOT_MET]
    if example.label == GOOD and failed:
        message = f"The good example `{example.name}` does not meet `{failed[0].id}`: {failed[0].why}"
        return Lack(example.path, message, "mend the grader, or show a result that meets it")
    if example.label == BAD and grades and all(grade.verdict == MET for grade in grades):
        message = f"The graders of `{example.criterion}` do not tell the bad example `{example.name}` apart"
        return Lack(example.path, message, "name the criterion that it fails, or add a grader that sees it")
    return None


def _decider(criterion: Criterion, grades: tuple[Grade, ...]) -> str:
    if criterion.checked_by == BY_PEOPLE:
        return "people"
    verdicts = {grade.verdict for grade in grades}
    return "tried" if NOT_MET in verdicts or verdicts == {MET} else "programs"


def _grades(
    example: Example, criterion: Criterion, files: Mapping[str, bytes], patience: Patience
) -> tuple[Grade, ...]:
    """What the graders of a criterion say of an example: those that look at a file which it holds."""
    kind, name = criterion.checker
    case_name, _, wanted = name.partition("/")
    case = _case(files, case_name) if kind == "eval" else None
    if case is None:
        return ()
    graders = tuple(
        one
        for one in case.graders
        if one.get("file") in example.files and (not wanted or one["id"] == wanted)
    )
    turn = Turn(role="assistant", text="", files=example.files)
    return grade_offline(replace(case, graders=graders), files, (turn,), patience)


def _case(files: Mapping[str, bytes], name: str) -> EvalCase | None:
    """A case that can be read; of the others a rule speaks."""
    try:
        return read_case(files, name) if name in case_names(files) else None
    except CtxpackError:
        return None
