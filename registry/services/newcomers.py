"""Newcomers: publishers whom nobody knows yet. Their packs are held where they come near to what is held.

Campaigns come from new accounts, upload within days, and choose words that nothing has learned yet. A reader
that is to miss few of them stops many honest packs as well, so its lower threshold is for newcomers alone.
"""

from datetime import timedelta

from django.utils import timezone

from packformat.findings import ACCEPTED, Finding, Report
from packformat.rules.base import Seen
from registry.models import Decision, Publisher, Release

NEAR = "registry/newcomer"
UNSEEN = "registry/unseen-newcomer"
KNOWN_AFTER = timedelta(days=14)
"""The campaign of January 2026 on a market of skills was uploaded within three days and found within five."""


def is_newcomer(publisher: Publisher) -> bool:
    """Whether a publisher has neither a release of some age nor one that a person has let through."""
    if Release.objects.filter(
        pack__publisher=publisher, published_at__lt=timezone.now() - KNOWN_AFTER
    ).exists():
        return False
    approved = Decision.Answer.APPROVED
    return not Decision.objects.filter(submission__publisher=publisher, answer=approved).exists()


def with_care_for_newcomers(report: Report, near: Seen | None, publisher: Publisher) -> Report:
    """The report, with a hold where a newcomer's pack would be accepted and comes near to being held."""
    if near is None or report.verdict != ACCEPTED or not is_newcomer(publisher):
        return report
    return report.with_findings([_finding(near)])


def unseen(reader: str) -> Finding:
    """The finding that holds a newcomer's pack at which something that was to look could not look."""
    return Finding(
        rule=UNSEEN,
        severity="hold",
        path="",
        message=f"Nobody knows this publisher yet, and the {reader} could not look at the pack",
        fix="there is nothing you have to do: a person looks at it",
    )


def _finding(near: Seen) -> Finding:
    return Finding(
        rule=NEAR,
        severity="hold",
        path=near.path,
        line=near.line,
        message=f"{near.message}. It is not much: a person looks at it, since nobody knows you here yet",
        fix="there is nothing you have to do",
    )
