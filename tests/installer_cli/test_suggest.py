from __future__ import annotations

from installer_cli.suggest import did_you_mean


def test_the_nearest_word_is_suggested() -> None:
    assert (
        did_you_mean("acounting-close", ["ledger", "accounting-close"]) == "did you mean `accounting-close`? "
    )


def test_nothing_is_suggested_when_nothing_is_near() -> None:
    assert did_you_mean("zebra", ["ledger", "accounting-close"]) == ""
