"""Where a submission stands and what its findings mean, in plain words."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from registry.models import Decision, Finding, Submission

_Status = Submission.Status


class Standing(NamedTuple):
    """What to tell the person who waits: a headline, what it means for them, and how serious it is."""

    headline: str
    meaning: str
    tone: str


_STANDINGS = {
    _Status.QUEUED: Standing("Waiting to be checked", "The checks begin in a moment.", ""),
    _Status.VALIDATING: Standing("Being checked", "This takes a few seconds.", ""),
    _Status.PUBLISHED: Standing("Published", "Whoever may see it can install it now.", "good"),
    _Status.REJECTED: Standing(
        "Not published yet",
        "Put right what is said below and send it again. Nobody else has seen it.",
        "bad",
    ),
    _Status.HELD: Standing(
        "Waiting for a person",
        "Something in it needs a human eye before it is published: see below what. "
        "There is nothing you have to do.",
        "warn",
    ),
    _Status.FAILED: Standing(
        "We could not check it",
        "The fault is ours. Send the same once more.",
        "warn",
    ),
    _Status.SUPERSEDED: Standing(
        "Replaced by a later one",
        "It was changed and sent again by its owner. Nobody waits for this one or decides about it any more.",
        "",
    ),
}

_REFUSED = Standing(
    "Not published",
    "A person of this registry looked at it and decided against it. Nobody else has seen it.",
    "bad",
)

_SEVERITIES = {
    Finding.Severity.ERROR: "Must be changed",
    Finding.Severity.HOLD: "A person will look at",
    Finding.Severity.WARNING: "Worth a second look",
    Finding.Severity.HINT: "Ideas",
}


_MOST_WHOLE = 3
"""Findings of one rule that are shown before the others are folded up."""


class SeenInPack(Protocol):
    """What a rule saw, from the database or from a run of the rules."""

    path: str
    line: int
    severity: str
    rule: str
    fix: str


class FindingKind(NamedTuple):
    """What one rule saw that asks for the same: the first places, which stand for all, and the others."""

    shown: list[SeenInPack]
    folded: list[SeenInPack]


class FindingGroup(NamedTuple):
    """The findings of one severity under a heading that says what to do about them."""

    heading: str
    severity: str
    findings: list[SeenInPack]

    @property
    def kinds(self) -> list[FindingKind]:
        """The same by rule and remedy, each with its places in order; what is about no place follows."""
        by_remedy: dict[tuple[str, str], list[SeenInPack]] = {}
        for finding in self.findings:
            by_remedy.setdefault((finding.rule, finding.fix), []).append(finding)
        placed = [sorted(alike, key=lambda finding: not finding.path) for alike in by_remedy.values()]
        return [
            FindingKind(alike, [])
            if len(alike) <= _MOST_WHOLE + 1
            else FindingKind(alike[:_MOST_WHOLE], alike[_MOST_WHOLE:])
            for alike in placed
        ]


def standing_of(submission: Submission, decision: Decision | None = None) -> Standing:
    """Return what to tell the submitter, given what a person decided last."""
    if decision and submission.status == _Status.REJECTED and decision.answer == Decision.Answer.REFUSED:
        return _REFUSED
    return _STANDINGS[_Status(submission.status)]


def group_findings(findings: Iterable[SeenInPack]) -> list[FindingGroup]:
    """Return `findings` by severity, the gravest first, each group in the order of the report."""
    listed = list(findings)
    groups = [
        FindingGroup(heading, severity.value, [item for item in listed if item.severity == severity])
        for severity, heading in _SEVERITIES.items()
    ]
    return [group for group in groups if group.findings]
