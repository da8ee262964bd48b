from __future__ import annotations

from installer_cli.clock import days_since, moment


def test_a_moment_is_what_an_index_document_could_carry() -> None:
    assert moment(-3600) > moment() > moment(3600) > "2026-01-01T00:00:00Z"
    assert len(moment()) == len("2026-01-01T00:00:00Z")


def test_whole_days_are_counted() -> None:
    hour = 3600
    assert [days_since(moment(hours * hour)) for hours in (23, 25, 49)] == [0, 1, 2]


def test_what_is_still_to_come_was_no_day_ago() -> None:
    assert days_since(moment(-100_000)) == 0
