import pytest

from marketplace.wording.submissions import group_findings, standing_of
from registry.models import Finding, Submission


@pytest.mark.parametrize("status", Submission.Status.values)
def test_every_status_has_words_for_the_submitter(status: str) -> None:
    standing = standing_of(Submission(status=status))
    assert standing.headline
    assert standing.meaning


@pytest.mark.parametrize("severity", Finding.Severity.values)
def test_every_severity_has_a_heading(severity: str) -> None:
    (group,) = group_findings([Finding(severity=severity)])
    assert group.heading
    assert group.severity == severity


def test_findings_are_grouped_gravest_first_and_keep_their_order() -> None:
    findings = [
        Finding(severity=severity, rule=str(place))
        for place, severity in enumerate(["hint", "error", "hint"])
    ]
    groups = group_findings(findings)
    assert [[item.rule for item in group.findings] for group in groups] == [["1"], ["0", "2"]]
