"""Trust: what others than its publisher established about a pack, each by itself, never as one figure."""

from packformat.evals.evidence import VERDICT_MET
from packformat.evals.result import ALL, WITH
from registry.models import Attestation, Finding, Pack, Release, Review, ValidationReport

TRUST = "trust"
"""The facet."""

NO_WARNING = "no-warning"
"""The rules that judged the newest version had nothing to warn of."""
REVIEWED = "reviewed"
"""Somebody who is not of the publisher used a version and says that the work was done with it."""

RUN = "run-by-others"
"""Somebody who is not of the publisher had an agent work on every eval case, and saw each met every time."""

_WORTH_A_WARNING = (Finding.Severity.ERROR, Finding.Severity.HOLD, Finding.Severity.WARNING)


def trust_in(pack: Pack) -> set[str]:
    """Return the values that hold of a pack whose newest version is `pack.latest`."""
    found = set()
    reports = ValidationReport.objects.filter(submission__release=pack.latest_id)
    report = reports.order_by("-created_at", "-pk").first()
    if report and not report.findings.filter(severity__in=_WORTH_A_WARNING).exists():
        found.add(NO_WARNING)
    said = pack.reviews.filter(verdict=Review.Verdict.WORKS, removed_at=None)
    if said.exclude(author__memberships__publisher=pack.publisher_id).exists():
        found.add(REVIEWED)
    if pack.latest is not None and independent_runners(pack.latest):
        found.add(RUN)
    return found


def independent_runners(release: Release) -> set[int]:
    """Return who, not of the publisher, had an agent work on every case of a release and saw each met.

    That is every time: what was met once in many runs was luck.
    """
    results = Attestation.objects.shown().filter(
        release=release, verdict=VERDICT_MET, need=ALL, replayed=False
    )
    outside = results.filter(by_publisher=False).exclude(
        sender__memberships__publisher=release.pack.publisher_id
    )
    rows = list(outside.values_list("sender", "cases", "arms"))
    # Most packs have no result, and are not asked for their cases.
    cases = set(release.components.filter(kind="eval").values_list("name", flat=True)) if rows else set()
    return {sender for sender, ran, arms in rows if set(ran) == cases and WITH in arms}
