"""Leases on submissions, as a worker takes them."""

import uuid

from registry.models import Submission
from registry.services import lease
from registry.services.validate import give_up


def take_lease(submission_id: uuid.UUID) -> Submission | None:
    """Take a submission, or find that nothing is to be done."""
    return lease.take_lease(Submission, submission_id, give_up)
