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


def test_of_many_of_one_kind_the_first_are_shown_and_the_others_folded() -> None:
    places = [Finding(severity="error", rule="text/hidden", path=path) for path in ("", "a", "b", "c", "d")]
    alone = Finding(severity="error", rule="text/bidi", path="x")
    (group,) = group_findings([places[0], alone, *places[1:]])
    many, single = group.kinds
    assert [item.path for item in many.shown] == ["a", "b", "c"]
    assert [item.path for item in many.folded] == ["d", ""]
    assert (single.shown, single.folded) == ([alone], [])
    (group,) = group_findings(places[1:])
    assert [len(kind.shown) for kind in group.kinds] == [4]
