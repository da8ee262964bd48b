"""Trust: what others than its publisher established about a pack, each by itself, never as one figure."""

from registry.models import Finding, Pack, Review, ValidationReport

TRUST = "trust"
"""The facet."""

NO_WARNING = "no-warning"
"""The rules that judged the newest version had nothing to warn of."""
REVIEWED = "reviewed"
"""Somebody who is not of the publisher used a version and says that the work was done with it."""

_WORTH_A_WARNING = (Finding.Severity.ERROR, Finding.Severity.HOLD, Finding.Severity.WARNING)


def trust_in(pack: Pack) -> set[str]:
    """Return the values that hold of a pack whose newest version is `pack.latest`."""
    found = set()
    reports = ValidationReport.objects.filter(submission__release=pack.latest_id)
    report = reports.order_by("-created_at", "-pk").first()
    if report and not report.findings.filter(severity__in=_WORTH_A_WARNING).exists():
        found.add(NO_WARNING)
    if pack.reviews.filter(verdict=Review.Verdict.WORKS, removed_at=None).exists():
        found.add(REVIEWED)
    return found
