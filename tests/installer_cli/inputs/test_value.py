"""A text is the value that was asked for, or it is said what is wanted."""

from typing import Any

import pytest

from installer_cli.inputs.value import Input, shown
from packformat.errors import UsageError


def asked(kind: str, **more: Any) -> Input:
    return Input({"key": "k", "type": kind, "title": "What\nis it", **more})


@pytest.mark.parametrize(
    ("kind", "text", "value", "words"),
    [
        ("string", " Fenwick & Sons, Ltd ", "Fenwick & Sons, Ltd", "Fenwick & Sons, Ltd"),
        ("integer", "-5", -5, "-5"),
        ("number", "1250.50", 1250.5, "1250.5"),
        ("number", "0.10", 0.1, "0.1"),
        ("number", "1000", 1000, "1000"),
        ("boolean", "Yes", True, "yes"),
        ("boolean", "false", False, "no"),
        ("date", "2026-03-31", "2026-03-31", "2026-03-31"),
        ("choice", "b", "b", "b"),
    ],
)
def test_each_kind_is_read_and_shown(kind: str, text: str, value: object, words: str) -> None:
    parsed = asked(kind, choices=["a", "b"] if kind == "choice" else []).parse(text)
    assert (parsed, type(parsed)) == (value, type(value))
    assert shown(parsed) == words


@pytest.mark.parametrize(
    ("kind", "text"),
    [("string", ""), ("string", "two\nlines"), ("string", "x" * 501), ("integer", "1.5"), ("number", "1e5"),
     ("number", "nan"), ("boolean", "maybe"), ("date", "31.3.2026"), ("choice", "c")],
)  # fmt: skip
def test_what_is_no_value_is_told_with_what_is_wanted(kind: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        asked(kind, choices=["a", "b"] if kind == "choice" else []).parse(text)
    assert caught.value.code == "E_INPUT_VALUE"
    assert caught.value.hint.startswith("give ")


def test_what_has_a_default_is_not_required() -> None:
    assert asked("integer", required=True).required
    assert not asked("integer", required=True, default=0).required
    assert shown(1e21) == "1000000000000000000000"
    assert asked("string").title == "What is it"
