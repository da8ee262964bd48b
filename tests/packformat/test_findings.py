"""A report is the same bytes for the same findings, and its verdict follows from them."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.digest import Digest
from packformat.findings import ACCEPTED, HELD, REJECTED, SEVERITIES, Finding, Report, count_by_severity

findings = st.builds(
    Finding,
    rule=st.sampled_from(["name/reserved", "text/bidi"]),
    severity=st.sampled_from(SEVERITIES),
    path=st.sampled_from(["", "pack.toml", "skills/a/SKILL.md"]),
    message=st.text(max_size=5),
    line=st.integers(0, 3),
)


@given(st.lists(findings, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_findings_were_made_carries_no_meaning(
    found: list[Finding], random: object
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert Report.of(None, "1", shuffled).to_json() == Report.of(None, "1", found).to_json()


def test_findings_are_listed_worst_first_and_then_by_place() -> None:
    rows = [("error", "b", 1), ("error", "b", 2), ("error", "c", 1), ("hold", "a", 0), ("hint", "a", 9)]
    made = [Finding(rule="a/b", severity=row[0], path=row[1], line=row[2], message="m") for row in rows]
    for order in permutations(made):
        assert list(Report.of(None, "1", order).findings) == made


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ([], ACCEPTED),
        (["hint", "warning"], ACCEPTED),
        (["warning", "hold"], HELD),
        (["hold", "error", "hint"], REJECTED),
    ],
)
def test_the_worst_finding_decides(severities: list[str], verdict: str) -> None:
    made = [Finding(rule="a/b", severity=severity, path="", message="m") for severity in severities]
    assert Report.of(None, "1", made).verdict == verdict


def test_a_report_says_what_it_is_about_and_what_was_not_checked() -> None:
    found = Finding(rule="a/b", severity="hold", path="x.md", message="é", fix="mend", line=3, code="E_X")
    report = Report.of(Digest.of(b"a"), "2026.1", [found], ["x.bin: not text"])
    assert json.loads(report.to_json()) == {
        "digest": Digest.of(b"a"),
        "ruleset": "2026.1",
        "verdict": "held",
        "findings": [
            {
                "rule": "a/b",
                "severity": "hold",
                "path": "x.md",
                "message": "é",
                "fix": "mend",
                "line": 3,
                "code": "E_X",
                "edit": None,
            }
        ],
        "not_checked": ["x.bin: not text"],
        "ignored": [],
    }


def test_findings_are_counted_from_worst_to_mildest() -> None:
    counts = count_by_severity(["hint", "error", "hint", "hold"])
    assert list(counts.items()) == [("error", 1), ("hold", 1), ("hint", 2)]
    assert count_by_severity([]) == {}
