"""What waits for the staff, the oldest first, and how much of it: the same for their page and for the API."""

from typing import NamedTuple

from django.db.models import QuerySet

from registry.models import Appeal, Complaint, Submission


class Waiting(NamedTuple):
    """How much waits of each kind."""

    submissions: int
    appeals: int
    reports: int


def held_submissions() -> QuerySet[Submission]:
    """The submissions that a person is to decide about."""
    return Submission.objects.filter(status=Submission.Status.HELD).order_by("received_at", "pk")


def open_appeals() -> QuerySet[Appeal]:
    """The appeals that nobody has answered."""
    return Appeal.objects.filter(status=Appeal.Status.OPEN).order_by("made_at", "pk")


def open_complaints() -> QuerySet[Complaint]:
    """The reports that nobody has answered."""
    return Complaint.objects.filter(status=Complaint.Status.OPEN).order_by("made_at", "pk")


def count_waiting() -> Waiting:
    """Count all of it, however much of it a page shows."""
    return Waiting(held_submissions().count(), open_appeals().count(), open_complaints().count())
