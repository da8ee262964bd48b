"""What a model is sure of holds a pack, once for each place, and what its silence may settle."""

import pytest

from packformat.findings import Finding
from packformat.modelreader.answer import Concern, Reading
from packformat.modelreader.weighing import HOLD_FROM, graver, is_only_suspected, is_silent


def concern(line: int, sure: int) -> Concern:
    return Concern("a.md", line, "words", "hide", "harm", sure)


def test_only_what_it_is_sure_of_holds_the_surest_first() -> None:
    weak, firm, sure = concern(1, HOLD_FROM - 1), concern(2, HOLD_FROM), concern(3, 99)
    assert graver([weak, firm, sure]) == [sure, firm]


def test_a_place_is_told_once() -> None:
    assert graver([concern(1, 70), concern(1, 90)]) == [concern(1, 90)]


def finding(severity: str, rule: str) -> Finding:
    return Finding(rule=rule, severity=severity, path="a.md", message="message")


@pytest.mark.parametrize(
    ("findings", "is_suspected"),
    [
        ([], False),
        ([finding("warning", "content/meaning")], False),
        ([finding("hold", "content/meaning"), finding("warning", "skill/name")], True),
        ([finding("hold", "content/meaning"), finding("hold", "names/company")], False),
        ([finding("hold", "content/meaning"), finding("error", "content/secret")], False),
    ],
)
def test_a_pack_is_only_suspected_if_nothing_but_its_prose_holds_it(
    findings: list[Finding], *, is_suspected: bool
) -> None:
    assert is_only_suspected(findings) is is_suspected


def test_a_model_is_silent_if_it_says_nothing_at_all_not_even_what_is_unsure_or_made_up() -> None:
    assert is_silent([Reading("", (), 0), Reading("", (), 0)])
    assert not is_silent([Reading("", (), 0), Reading("", (concern(1, 1),), 0)])
    assert not is_silent([Reading("", (), 1)])
