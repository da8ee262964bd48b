"""Words for days that mean another day to each reader, and the dates they meant."""

from __future__ import annotations

import datetime as dt
import re

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = ("week", "month", "year", *_DAYS)
_STEPS = {"last": -1, "this": 0, "next": 1}
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
RELATIVE = re.compile(
    rf"\b(?:(?P<near>{'|'.join(_NEAR)})|(?P<step>{'|'.join(_STEPS)}) (?P<unit>{'|'.join(_UNITS)}))\b",
    re.IGNORECASE,
)
"""Weeks, months, years, weekdays; "this Friday" is the one on or after the day, "last Friday" before it."""
_WEEK = 7


def absolute(text: str, on: dt.date) -> str:
    """The text with such words replaced by the date, week, month or year they meant on that day."""
    return RELATIVE.sub(lambda found: _date_of(found, on), text)


def _date_of(found: re.Match[str], on: dt.date) -> str:
    if found["near"]:
        return (on + dt.timedelta(days=_NEAR[found["near"].lower()])).isoformat()
    step, unit = _STEPS[found["step"].lower()], found["unit"].lower()
    if unit == "week":
        year, week, _ = (on + dt.timedelta(weeks=step)).isocalendar()
        return f"week {week} of {year}"
    if unit == "month":
        months = on.year * 12 + on.month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if unit == "year":
        return str(on.year + step)
    return _weekday(on, step, _DAYS.index(unit)).isoformat()


def _weekday(on: dt.date, step: int, day: int) -> dt.date:
    if step < 0:
        return on - dt.timedelta(days=(on.weekday() - day - 1) % _WEEK + 1)
    ahead = (day - on.weekday()) % _WEEK
    if step > 0:
        ahead = (day - on.weekday() - 1) % _WEEK + 1
    return on + dt.timedelta(days=ahead)
