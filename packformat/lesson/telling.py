"""The exercises about checks and samples: whether what was written tells good from bad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.examples import criteria_shown
from packformat.compose.trial import try_checks
from packformat.compose.wording import check_sentence
from packformat.lesson.checked import Checked, Lack, usual_lacks
from packformat.lesson.words import lesson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packformat.compose.trial import Trial
    from packformat.lesson.checked import Written
    from packformat.lesson.words import Exercise

_CHECK = "check"
"""The exercise in which a check is written."""
_SPOILT = "sample-2"
"""The sample that is written in the lesson; the one before it is the story's."""


def check_check(exercise: Exercise, written: Written) -> Checked:
    """A check has to be content with the story's good sample and not with its bad one."""
    content = {**lesson().story, "checks": written[exercise.name].get("checks", [])}
    lacks = usual_lacks(exercise, content)
    trial = try_checks(content)
    return Checked(lacks or tuple(_useless(exercise, trial)), trial=trial)


def check_sample(exercise: Exercise, written: Written) -> Checked:
    """A bad sample has to fail a check: the learner's own, once it is useful, or the story's."""
    content = {
        **lesson().story,
        "checks": checks_for(written),
        "samples": samples_of(written[exercise.name]),
    }
    lacks = usual_lacks(exercise, content)
    if not lacks and _SPOILT not in criteria_shown(content):
        sentences = ", ".join(map(check_sentence, content["checks"]))
        lacks = (Lack(exercise.fields[0], f"{exercise.lacks['content']}: {sentences}"),)
    return Checked(lacks, trial=try_checks(content))


def checks_for(written: Written) -> Sequence[Mapping[str, Any]]:
    """The checks that a sample is held against."""
    story: Sequence[Mapping[str, Any]] = lesson().story["checks"]
    own = written.get(_CHECK, {})
    useful = _CHECK in written and check_check(lesson().exercises[_CHECK], written).passed
    return own["checks"] if useful else story


def samples_of(answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The story's good sample, and the one that was spoilt."""
    spoilt = [{**item, "label": "bad"} for item in answers.get("samples", ())]
    return [lesson().story["samples"][0], *spoilt]


def _useless(exercise: Exercise, trial: Trial) -> Iterator[Lack]:
    field = f"{exercise.page}.{trial.tried[0].id}.words"
    good, bad = trial.tried[0].grades
    if good.why:
        yield Lack(field, f"{exercise.lacks['turns-down']}: {good.why}")
    if not bad.why:
        yield Lack(field, exercise.lacks["lets-through"])
