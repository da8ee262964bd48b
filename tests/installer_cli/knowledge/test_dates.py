"""Words for days become the days they meant."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer_cli.knowledge.dates import RELATIVE, absolute

TUESDAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("yesterday", "2026-03-30"), ("Today", "2026-03-31"), ("tomorrow", "2026-04-01"),
        ("last week", "week 13 of 2026"), ("next month", "2026-04"), ("last month", "2026-02"),
        ("this year", "2026"), ("last Tuesday", "2026-03-24"), ("this tuesday", "2026-03-31"),
        ("next Tuesday", "2026-04-07"), ("last Monday", "2026-03-30"), ("this Friday", "2026-04-03"),
        ("next friday", "2026-04-03"), ("last sunday", "2026-03-29"),
    ],
)  # fmt: skip
def test_each_word_is_a_date(words: str, meant: str) -> None:
    assert absolute(f"Agreed {words}, in short", TUESDAY) == f"Agreed {meant}, in short"


def test_a_year_begins_where_it_does() -> None:
    assert absolute("last month", dt.date(2026, 1, 31)) == "2025-12"
    assert absolute("next week", dt.date(2026, 12, 31)) == "week 1 of 2027"


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)),
    st.sampled_from(["last", "next", "this"]),
    st.integers(0, 6),
)
def test_a_weekday_is_that_weekday_within_a_week(on: dt.date, step: str, day: int) -> None:
    name = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[day]
    meant = dt.date.fromisoformat(absolute(f"{step} {name}", on))
    days = (meant - on).days
    assert meant.weekday() == day
    assert days in {"last": range(-7, 0), "next": range(1, 8), "this": range(7)}[step]


def test_other_words_stay() -> None:
    assert not RELATIVE.search("the last weekday, todays, next")
