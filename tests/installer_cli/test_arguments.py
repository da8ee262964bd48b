from __future__ import annotations

import pytest

from installer_cli.arguments import Command, Option, Positional, parse
from packformat.errors import UsageError

COMMAND = Command(
    "do",
    "Do it.",
    positional=Positional("THING", "what to do", minimum=1, maximum=2),
    options=(
        Option("--yes", "really", short="-y"),
        Option("--allow", "what", metavar="KINDS", repeat=True),
        Option("--level", "how much", metavar="N"),
        Option("--when", "when", metavar="WHEN", choices=("now", "later")),
    ),
)


def test_words_flags_and_values_are_told_apart() -> None:
    arguments = parse(COMMAND, ["a", "-y", "--level", "3", "b"])
    assert arguments.words == ["a", "b"]
    assert arguments.flag("yes")
    assert arguments.value("level") == "3"
    assert not arguments.flag("allow")
    assert arguments.value("allow") is None


def test_a_value_may_follow_an_equals_sign() -> None:
    assert parse(COMMAND, ["a", "--level=--3"]).value("level") == "--3"


def test_repeated_and_comma_separated_values_are_one_list() -> None:
    arguments = parse(COMMAND, ["a", "--allow", "hooks,servers", "--allow=tools"])
    assert arguments.values("allow") == ["hooks", "servers", "tools"]


def test_after_two_dashes_everything_is_a_word() -> None:
    assert parse(COMMAND, ["--", "-y", "--level"]).words == ["-y", "--level"]


def test_a_single_dash_is_a_word() -> None:
    assert parse(COMMAND, ["-"]).words == ["-"]


def test_help_is_given_without_the_words_it_explains() -> None:
    assert parse(COMMAND, ["--help"]).flag("help")


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ([], "E_USAGE_MISSING", "THING"),
        (["a", "b", "c"], "E_USAGE_EXTRA", "`c`"),
        (["a", "--lvel", "3"], "E_USAGE_OPTION", "--lvel"),
        (["a", "--level"], "E_USAGE_VALUE", "missing"),
        (["a", "--yes=1"], "E_USAGE_VALUE", "no value"),
        (["a", "--level", "1", "--level", "2"], "E_USAGE_VALUE", "twice"),
        (["a", "--when", "soon"], "E_USAGE_VALUE", "now, later"),
    ],
)
def test_what_is_not_accepted_is_named(argv: list[str], code: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(COMMAND, argv)
    assert caught.value.code == code
    assert said in caught.value.message


def test_an_unknown_option_gets_the_nearest_known_one() -> None:
    with pytest.raises(UsageError) as caught:
        parse(COMMAND, ["a", "--lvel"])
    assert "did you mean `--level`?" in caught.value.hint
