from __future__ import annotations

import pytest

from installer_cli.suggest import components_near, did_you_mean


def test_the_nearest_word_is_suggested() -> None:
    assert (
        did_you_mean("acounting-close", ["ledger", "accounting-close"]) == "did you mean `accounting-close`? "
    )


def test_nothing_is_suggested_when_nothing_is_near() -> None:
    assert did_you_mean("zebra", ["ledger", "accounting-close"]) == ""


LABELS = ["skill:bank-reconciliation", "skill:fixed-assets", "agent:reader", "command:reader"]


@pytest.mark.parametrize(
    ("label", "near"),
    [
        ("skill:bank-rec", "did you mean `skill:bank-reconciliation`? "),
        ("skill:fixed-asset", "did you mean `skill:fixed-assets`? "),
        ("skill:fixd-assets", "did you mean `skill:fixed-assets`? "),
        ("skill:reader", "did you mean `agent:reader` or `command:reader`? "),
        ("skill:titles", ""),
        ("loop:zebra", ""),
    ],
)
def test_components_are_near_that_begin_so_are_called_so_or_nearly_so(label: str, near: str) -> None:
    assert components_near(label, LABELS) == near
