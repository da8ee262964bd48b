"""Errors as data: what a person reads, what a program reads, and what is never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.errors import (
    LONGEST_SHOWN_VALUE,
    AuthorError,
    CtxpackError,
    ErrorSpec,
    ErrorTable,
    IntegrityError,
    printable,
    why_unreadable,
)

TABLE = ErrorTable({"E_LOST": ErrorSpec(IntegrityError, "`{path}` is lost", "look in {place}")})
EXIT_CODES = {
    "internal": 1,
    "author": 1,
    "usage": 2,
    "not-found": 3,
    "conflict": 4,
    "integrity": 5,
    "consent": 6,
    "network": 7,
    "permission": 8,
    "local-edit": 9,
    "goal": 10,
    "claim": 11,
    "stuck": 12,
    "tampered": 13,
    "capped": 14,
    "timed-out": 15,
    "spent": 16,
    "target": 1,
    "registry": 1,
}


def families(base: type[CtxpackError]) -> list[type[CtxpackError]]:
    return [base, *(family for sub in base.__subclasses__() for family in families(sub))]


def test_an_error_carries_its_code_its_values_and_both_sentences() -> None:
    error = TABLE.error("E_LOST", path="a.md", place="the cellar")
    assert isinstance(error, IntegrityError)
    assert (error.code, error.data["path"], str(error)) == ("E_LOST", "a.md", "`a.md` is lost")
    assert error.as_dict() == {
        "code": "E_LOST",
        "family": "integrity",
        "message": "`a.md` is lost",
        "hint": "look in the cellar",
        "data": {"path": "a.md", "place": "the cellar"},
    }


def test_values_that_json_does_not_know_are_given_as_text() -> None:
    error = TABLE.error("E_LOST", path=b"a", place=None)
    assert error.as_dict()["data"] == {"path": "b'a'", "place": None}


def test_a_missing_value_or_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        TABLE.error("E_LOST", path="a.md")
    with pytest.raises(KeyError):
        TABLE.error("E_FOUND")


def test_a_table_lists_its_rows_by_code_and_knows_them() -> None:
    table = ErrorTable({"E_B": ErrorSpec(AuthorError, "b"), "E_A": ErrorSpec(AuthorError, "a")})
    assert [code for code, _ in table] == ["E_A", "E_B"]
    assert ("E_A" in table, "E_C" in table) == (True, False)


def test_every_family_ends_a_command_with_its_own_code() -> None:
    ours = [family for family in families(CtxpackError) if family.__module__ == "packformat.errors"]
    assert {family.family: family.exit_code for family in ours} == EXIT_CODES


@given(st.text())
def test_whatever_is_shown_is_printable_and_short(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown) <= (LONGEST_SHOWN_VALUE + 1) * len("\\U00000000")


@given(st.text(max_size=LONGEST_SHOWN_VALUE).filter(str.isprintable))
def test_printable_text_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_hidden_and_controlling_characters_are_shown_as_escapes() -> None:
    assert printable("a\x1b[8mb\u202ec\u200bd\U000e0041") == "a\\u001b[8mb\\u202ec\\u200bd\\U000e0041"


def test_values_in_messages_are_escaped_wherever_they_come_from() -> None:
    error = TABLE.error("E_LOST", path="a\x07b", place="x\u2066y")
    assert (error.message, error.hint) == ("`a\\u0007b` is lost", "look in x\\u2066y")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (IntegrityError("E_LOST", "`a` is lost"), "`a` is lost"),
        (KeyError("archive"), "`archive` is missing"),
        (RecursionError("maximum recursion depth exceeded"), "it is nested too deeply"),
        (ValueError("`x` is not a number of bytes"), "`x` is not a number of bytes"),
        (TypeError("`targets` should be a list"), "`targets` should be a list"),
        (AttributeError("'int' object has no attribute 'items'"), "something in it is of another kind"),
    ],
)
def test_what_keeps_a_value_from_being_read_is_told_in_words(error: Exception, why: str) -> None:
    assert why_unreadable(error).startswith(why)
