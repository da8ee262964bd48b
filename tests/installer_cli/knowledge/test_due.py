"""Memories are tidied by themselves after some sessions and some time, never after one of both alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from installer_cli.knowledge.due import LEAST, SESSIONS, one_more
from installer_cli.project import Project
from packformat.errors import CtxpackError
from tests.support.wikis import write

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
PLACE = ".claude/.ctxpack/tidied/due.json"


def ends(project: Project, *hours: float) -> list[bool]:
    """Sessions that end so many hours from now; which of them finds that memories are due."""
    return [one_more(project, NOW + dt.timedelta(hours=hour)) is None for hour in hours]


def test_many_sessions_of_one_day_are_not_enough_and_neither_is_a_week_with_few(tmp_path: Path) -> None:
    project = Project(str(tmp_path))
    assert ends(project, *range(SESSIONS * 2)) == [False] * SESSIONS * 2
    (tmp_path / PLACE).unlink()
    assert ends(project, *(24 * day for day in range(SESSIONS - 1))) == [False] * (SESSIONS - 1)


def test_after_both_they_are_due_once_and_counting_begins_anew(tmp_path: Path) -> None:
    project, day = Project(str(tmp_path)), LEAST / dt.timedelta(hours=1)
    assert ends(project, 0, 1, 2, 3, 4, day - 0.1, day, day + 1) == [False] * 6 + [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"since": "soon", "sessions": 9}',
        '{"since": "2026-01-01T00:00:00", "sessions": 9}',
        '{"since": "2026-01-01T00:00:00+00:00", "sessions": -9}',
        '{"since": "2999-01-01T00:00:00+00:00", "sessions": 9}',
        '{"since": "2026-01-01T00:00:00+00:00", "sessions": 1e999}',
    ],
)
def test_a_count_that_says_nothing_sensible_begins_anew(tmp_path: Path, text: str) -> None:
    write(tmp_path, PLACE, text)
    count = one_more(Project(str(tmp_path)), NOW)
    assert count == (NOW, 1)


def test_a_count_is_written_through_no_link(tmp_path: Path) -> None:
    write(tmp_path, PLACE, "{}")
    (tmp_path / PLACE).unlink()
    (tmp_path / PLACE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CtxpackError):
        one_more(Project(str(tmp_path)), NOW)
    assert not (tmp_path / "elsewhere").exists()
