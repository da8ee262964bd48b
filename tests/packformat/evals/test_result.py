"""What the runs say together."""

from packformat.evals.result import Mark, result_of


def marks(arm: str, **cases: str) -> list[Mark]:
    """`two="+-"` is a case that was met once and not the second time."""
    return [Mark(case, arm, sign == "+") for case, signs in cases.items() for sign in signs]


def test_a_case_counts_when_all_of_its_runs_are_met_or_any_as_asked() -> None:
    runs = marks("with", one="++", two="+-")
    assert result_of(runs, "all")["met"] is False
    assert result_of(runs, "any")["met"] is True
    assert result_of(runs, "any")["arms"]["with"]["met_always"] == 1


def test_the_verdict_is_that_of_the_arm_with_the_pack() -> None:
    both = result_of([*marks("with", one="+"), *marks("without", one="-")], "all")
    assert both["met"] is True
    assert both["difference"]["value"] == 1.0
    assert result_of(marks("without", one="+"), "all")["met"] is True


def test_repeating_a_case_does_not_make_the_difference_surer() -> None:
    once = result_of([*marks("with", a="+", b="+"), *marks("without", a="-", b="-")], "all")
    often = result_of([*marks("with", a="+++", b="+++"), *marks("without", a="---", b="---")], "all")
    assert once["difference"] == often["difference"]


def test_where_nothing_ran_nothing_is_met() -> None:
    assert result_of([], "all") == {"met": False, "need": "all", "arms": {}, "difference": None}
