from packformat.digest import Digest
from packformat.edits import Edit
from packformat.findings import Finding, Report
from registry.models import User, ValidationReport
from registry.services.report import save_report
from tests.support.registry import submitted
from tests.support.reports import kept_report


def report(*findings: Finding) -> Report:
    return Report.of(Digest.of(b""), "1", findings, ["example"])


def test_findings_are_kept_in_the_order_of_the_report(ada: User) -> None:
    submission = submitted(ada)
    given = report(
        Finding(rule="a/hint", severity="hint", path="b", message="m"),
        Finding(rule="a/error", severity="error", path="z", message="m", fix="f", line=3, code="E_X"),
    )
    save_report(submission, given)
    kept = ValidationReport.objects.get()
    assert [(f.rule, f.line, f.code, f.fix) for f in kept.findings.all()] == [
        ("a/error", 3, "E_X", "f"),
        ("a/hint", 0, "", ""),
    ]
    assert (kept.verdict, kept.not_checked) == ("rejected", ["example"])


def test_a_second_report_takes_the_place_of_the_first(ada: User) -> None:
    submission = submitted(ada)
    save_report(submission, report(Finding(rule="a/b", severity="error", path="", message="m")))
    save_report(submission, report())
    assert ValidationReport.objects.get().verdict == "accepted"


def test_a_path_longer_than_any_allowed_is_cut_and_not_a_fault(ada: User) -> None:
    submission = submitted(ada)
    save_report(submission, report(Finding(rule="a/b", severity="error", path="x" * 60_000, message="m")))
    assert len(ValidationReport.objects.get().findings.get().path) == 300


def test_a_kept_report_is_the_report_that_was_saved(ada: User) -> None:
    edit = Edit("a.md", 3, "old", "new")
    findings = [Finding(rule="a/b", severity="hint", path="a.md", message="m", line=3, edit=edit)]
    given = Report.of(Digest.of(b"x"), "1", findings, ["what `a.png` says"], ["c/d"])
    save_report(submitted(ada), given)
    assert kept_report(ValidationReport.objects.get()) == given
