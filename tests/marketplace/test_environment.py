from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from marketplace.environment import Environment, secret_from_file


@pytest.mark.parametrize(
    ("value", "meant"),
    [("1", True), ("TRUE", True), (" on ", True), ("0", False), ("No", False), ("", False), (None, False)],
)
def test_a_flag_is_yes_or_no(value: str | None, meant: bool) -> None:  # noqa: FBT001 - a table
    variables = {} if value is None else {"FLAG": value}
    assert Environment(variables).flag("FLAG") is meant


def test_a_flag_that_is_neither_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"FLAG must be one of .*: maybe"):
        Environment({"FLAG": "maybe"}).flag("FLAG")


@pytest.mark.parametrize("value", ["x", "-1", "0", "1.5", "²"])
def test_a_number_that_cannot_be_stops_the_start(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="NUMBER must be a whole number of at least 1"):
        Environment({"NUMBER": value}).number("NUMBER", 5)


def test_numbers_are_read_and_have_defaults() -> None:
    assert Environment({"NUMBER": "7"}).number("NUMBER", 5) == 7
    assert Environment({}).number("NUMBER", 5) == 5
    assert Environment({"NUMBER": "0"}).number("NUMBER", 5, minimum=0) == 0


def test_an_empty_variable_counts_as_absent() -> None:
    assert Environment({"TEXT": "  "}).text("TEXT", "default") == "default"


def test_words_stand_between_commas() -> None:
    assert Environment({"WORDS": " a, b,,c "}).words("WORDS") == ["a", "b", "c"]


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    secret = secret_from_file(tmp_path / "secret.key")
    assert len(secret) > 50
    assert secret_from_file(tmp_path / "secret.key") == secret
