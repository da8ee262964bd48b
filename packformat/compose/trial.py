"""Trying the checks of a draft on its samples: a check is useful when it tells good from bad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.compose.graders import grader
from packformat.compose.samples import RESULT
from packformat.compose.wording import BY_PERSON, check_sentence
from packformat.evals.grade import grade
from packformat.evals.outcome import Outcome
from packformat.evals.verdict import MET, Grade

if TYPE_CHECKING:
    from collections.abc import Mapping


class Tried(NamedTuple):
    """A check, what it says of each sample, in their order, and whether it tells good from bad."""

    id: str
    sentence: str
    grades: tuple[Grade, ...]
    useful: bool

    @property
    def passes(self) -> tuple[bool, ...]:
        """Whether each sample passes it."""
        return tuple(grade.verdict == MET for grade in self.grades)


class Trial(NamedTuple):
    """The samples that were looked at, the checks that a program makes, and those left to a person."""

    samples: tuple[Mapping[str, Any], ...]
    tried: tuple[Tried, ...]
    by_person: tuple[str, ...]

    @property
    def separates(self) -> bool:
        """Whether every good sample passes every check and every bad one fails at least one."""
        verdicts = [
            (sample["label"] == "good", all(check.passes[place] for check in self.tried))
            for place, sample in enumerate(self.samples)
        ]
        labels = {good for good, _ in verdicts}
        return (
            bool(self.tried) and labels == {True, False} and all(good == passed for good, passed in verdicts)
        )


def try_checks(content: Mapping[str, Any]) -> Trial:
    """Hold every sample with a text against every check with words."""
    samples = tuple(
        {**sample, "label": sample.get("label", "good")}
        for sample in content.get("samples", ())
        if sample.get("text")
    )
    checks = [check for check in content.get("checks", ()) if check.get("words")]
    return Trial(
        samples=samples,
        tried=tuple(_try(check, samples) for check in checks if check.get("kind") != BY_PERSON),
        by_person=tuple(check_sentence(check) for check in checks if check.get("kind") == BY_PERSON),
    )


def _try(check: Mapping[str, Any], samples: tuple[Mapping[str, Any], ...]) -> Tried:
    outcomes = (Outcome(files={RESULT: sample["text"].encode("utf-8")}) for sample in samples)
    grades = tuple(_in_plain_words(check, grade(grader(check), outcome)) for outcome in outcomes)
    verdicts = [
        (sample["label"], found.verdict == MET) for sample, found in zip(samples, grades, strict=True)
    ]
    good = [passed for label, passed in verdicts if label == "good"]
    bad = [passed for label, passed in verdicts if label == "bad"]
    useful = bool(good and bad) and all(good) and not all(bad)
    return Tried(check["id"], check_sentence(check), grades, useful)


def _in_plain_words(check: Mapping[str, Any], found: Grade) -> Grade:
    """The grade for people who know of a result, and not of its file and of patterns."""
    if found.why and check.get("kind") == "longest":
        return found._replace(why="it is longer")
    return found._replace(why=found.why.replace(f"`{RESULT}`", "it"))
