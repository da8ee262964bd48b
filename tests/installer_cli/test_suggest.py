from __future__ import annotations

import pytest

from installer_cli.main import COMMANDS
from installer_cli.suggest import _ELSEWHERE, command_meant, components_near, did_you_mean, option_meant


def test_the_nearest_word_is_suggested() -> None:
    assert (
        did_you_mean("acounting-close", ["ledger", "accounting-close"]) == "did you mean `accounting-close`? "
    )


def test_nothing_is_suggested_when_nothing_is_near() -> None:
    assert did_you_mean("zebra", ["ledger", "accounting-close"]) == ""


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("remove", "did you mean `uninstall`? "),
        ("version", "did you mean `--version`? "),
        ("view", "did you mean `info` or `open`? "),
        ("insatll", "did you mean `install`? "),
        ("zebra", ""),
    ],
)
def test_a_command_is_also_known_by_what_other_installers_call_it(word: str, meant: str) -> None:
    assert command_meant(word, COMMANDS) == meant


def test_what_is_meant_by_a_word_of_another_installer_is_there_and_the_word_is_no_command_of_ours() -> None:
    meant = {name for names in _ELSEWHERE.values() for name in names}
    assert meant <= {*COMMANDS, "--version"}
    assert not _ELSEWHERE.keys() & COMMANDS.keys()


@pytest.mark.parametrize(
    ("word", "meant"),
    [("--foo", ""), ("--colour", "did you mean `--color`? "), ("-json", "did you mean `--json`? ")],
)
def test_the_hyphens_of_options_make_none_of_them_alike(word: str, meant: str) -> None:
    assert option_meant(word, ["--color", "--json", "-q"]) == meant


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
