"""Checking the exercises: which one is decided by what."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.compose.compose import compose
from packformat.compose.manifest import pack_name
from packformat.evals.grade import grade
from packformat.evals.outcome import Outcome
from packformat.evals.verdict import MET
from packformat.lesson.checked import Checked, Lack, answer, usual_lacks
from packformat.lesson.parts import loaded, ticked
from packformat.lesson.telling import check_check, check_sample
from packformat.lesson.words import CHOSEN, lesson
from packformat.powers.find import powers_of
from packformat.powers.value import Powers, sentence_of
from packformat.private import find_private
from packformat.taking.narrow import take
from packformat.taking.units import label_of
from packformat.tokens import token_costs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from packformat.lesson.checked import Written
    from packformat.lesson.words import Exercise
    from packformat.taking.narrow import Part


def check_exercise(name: str, written: Written) -> Checked:
    """Check what was written in the exercise of that name, which has to be among ``written``."""
    exercise = lesson().exercises[name]
    return _CHECKS[name](exercise, written)


@cache
def offered_powers() -> Powers:
    """What the whole pack may do of which parts are chosen."""
    return powers_of(_offered(lesson().exercises["powers"]))


def _check_answers(exercise: Exercise, written: Written) -> Checked:
    """What the pages and the rules ask is all that is asked."""
    return Checked(usual_lacks(exercise, {**lesson().story, **written[exercise.name]}))


def _check_private(exercise: Exercise, written: Written) -> Checked:
    """Nothing private is found, what can be learned is still there, and so is not the name nothing finds."""
    content = {**lesson().story, **written[exercise.name]}
    field = exercise.fields[-1]
    text = answer(content, field)
    kept = _said({"type": "contains", "texts": exercise.given["keep"]}, text)
    lacks = [*usual_lacks(exercise, content)]
    if find_private(text):
        lacks.append(Lack(field, exercise.lacks["found"]))
    if kept:
        lacks.append(Lack(field, f"{exercise.lacks['kept']}: {kept}"))
    if not lacks and _said({"type": "never-says", "texts": exercise.given["unseen"]}, text):
        lacks.append(Lack(field, exercise.lacks["unseen"]))
    return Checked(tuple(lacks))


def _check_loads(exercise: Exercise, written: Written) -> Checked:
    """What is always loaded answers what has to be known, and costs no more than it should."""
    content = {**lesson().story, **loaded(written[exercise.name])}
    cost = token_costs(compose(content), pack_name(content)).total
    known = "\n".join(choice.text for choice in ticked(exercise, written[exercise.name]))
    lacks = [
        Lack(CHOSEN, f"{exercise.lacks['must']}: {must['question']}")
        for must in exercise.given["must"]
        if _said({"type": "contains", "texts": [must["says"]]}, known)
    ]
    if cost.always > exercise.given["budget"]:
        told = f"{cost.always} tokens, at most {exercise.given['budget']}"
        lacks.append(Lack(CHOSEN, f"{exercise.lacks['budget']}: {told}"))
    return Checked(tuple(lacks), cost=cost)


def _check_powers(exercise: Exercise, written: Written) -> Checked:
    """What is taken of the pack helps, and may do nothing."""
    labels = (choice.value for choice in ticked(exercise, written[exercise.name]))
    part = take(_offered(exercise), labels, ())
    powers = powers_of(part.entries.values())
    return Checked(tuple(_too_much(exercise, part, powers)), powers=powers)


def _too_much(exercise: Exercise, part: Part, powers: Powers) -> Iterator[Lack]:
    if exercise.given["needed"] not in map(label_of, part.selection.taken):
        yield Lack(CHOSEN, exercise.lacks["needed"])
    for kind in powers.kinds:
        items = ", ".join(f"`{item}`" for item in powers.of_kind(kind))
        yield Lack(CHOSEN, f"{exercise.lacks['power']}. {sentence_of(kind)}: {items}")
    for unit, by in part.selection.needed_by.items():
        yield Lack(CHOSEN, f"{exercise.lacks['brings']}: `{unit}` for `{by}`")


def _offered(exercise: Exercise) -> list[Entry]:
    """The files of the pack of which parts are chosen."""
    return [Entry(file["path"], file["text"].encode("utf-8")) for file in exercise.given["files"]]


def _said(grader: Mapping[str, object], text: str) -> str:
    """Why a grader of words is not content with a text; empty if it is."""
    found = grade({"id": "said", **grader}, Outcome(files={}, answer=text))
    return "" if found.verdict == MET else found.why.replace("the answer", "it")


_CHECKS: dict[str, Callable[[Exercise, Written], Checked]] = {
    "limits": _check_answers,
    "step": _check_answers,
    "check": check_check,
    "sample": check_sample,
    "private": _check_private,
    "loads": _check_loads,
    "powers": _check_powers,
}
