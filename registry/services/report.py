"""Keeping what the rules said, and finding it again."""

from packformat.findings import Report
from registry.models import Finding, Release, Submission, ValidationReport

_LONGEST_PATH = 300


def save_report(submission: Submission, report: Report) -> None:
    """Keep the report on a submission, in the transaction that acts on it, in place of an earlier one."""
    ValidationReport.objects.filter(submission=submission).delete()
    kept = ValidationReport.objects.create(
        submission=submission,
        verdict=report.verdict,
        ruleset=report.ruleset,
        digest=report.digest or "",
        not_checked=list(report.not_checked),
        ignored=list(report.ignored),
    )
    Finding.objects.bulk_create(
        Finding(
            report=kept,
            position=position,
            rule=finding.rule,
            code=finding.code,
            severity=finding.severity,
            # A refused archive can name a path longer than any that a pack may have.
            path=finding.path[:_LONGEST_PATH],
            line=finding.line,
            message=finding.message,
            fix=finding.fix,
            edit=finding.edit._asdict() if finding.edit else None,
        )
        for position, finding in enumerate(report.findings)
    )


def report_on(release: Release) -> ValidationReport | None:
    """Return the report of the submission that became `release` with its findings, if one was kept."""
    reports = ValidationReport.objects.filter(submission__release=release).prefetch_related("findings")
    return reports.order_by("created_at").first()
