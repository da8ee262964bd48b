"""Reports of the rules, as the registry keeps them."""

from packformat.digest import Digest
from packformat.edits import Edit
from packformat.findings import Finding, Report
from registry.models import ValidationReport


def kept_report(report: ValidationReport) -> Report:
    """The report that the kept rows are: nothing of it was lost if it equals the one that was saved."""
    found = (
        Finding(
            rule=row.rule,
            severity=row.severity,
            path=row.path,
            message=row.message,
            fix=row.fix,
            line=row.line,
            code=row.code,
            edit=Edit(**row.edit) if row.edit else None,
        )
        for row in report.findings.all()
    )
    digest = Digest.parse(report.digest) if report.digest else None
    return Report.of(digest, report.ruleset, found, report.not_checked, report.ignored)
