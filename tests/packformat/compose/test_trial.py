"""Trying the checks on the samples."""

from packformat.compose.trial import try_checks
from tests.support.drafts import CLOSE


def test_a_check_is_useful_when_it_tells_good_from_bad() -> None:
    trial = try_checks(CLOSE)
    assert [(check.id, check.passes, check.useful) for check in trial.tried] == [
        ("check-1", (True, False), True),
        ("check-2", (True, False), True),
    ]
    assert trial.by_person == ("The explanations would convince an auditor",)
    assert trial.separates


def test_a_check_that_both_samples_pass_is_not_yet_useful() -> None:
    trial = try_checks({**CLOSE, "checks": [{"id": "check-9", "kind": "contains", "words": "bank"}]})
    assert [check.useful for check in trial.tried] == [False]
    assert not trial.separates


def test_without_samples_or_checks_nothing_is_claimed() -> None:
    assert not try_checks({**CLOSE, "samples": CLOSE["samples"][:1]}).separates
    assert not try_checks({**CLOSE, "checks": []}).separates
    assert try_checks({"checks": [{"id": "check-1"}]}) == ((), (), ())


def test_why_a_sample_fails_is_said_without_files_and_patterns() -> None:
    checks = [
        {"id": "check-1", "kind": "contains", "words": "Signed"},
        {"id": "check-2", "kind": "longest", "words": "Reviewed by:", "most": "4"},
        {"id": "check-3", "kind": "rows", "words": "Open item", "other": "Explained"},
    ]
    trial = try_checks({**CLOSE, "checks": checks})
    assert [check.grades[0].why for check in trial.tried] == [
        "it does not say `Signed`",
        "it is longer",
        "there is no table with a column `Open item`",
    ]
