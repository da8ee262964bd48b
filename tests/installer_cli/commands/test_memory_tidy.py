from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import write

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli

PATH = ".claude/memory/close/notes.md"
TEXT = "- pay by day 5 each month\n- pay by day 5 each month\n"


def test_a_dry_run_shows_the_difference_and_changes_nothing(cli: Cli) -> None:
    write(cli.project, PATH, TEXT)
    before = cli.tree()
    result = cli.ok("memory tidy --dry-run close")
    assert f"{PATH}: 1 entry that another says\n" in result.err
    assert "-- pay by day 5 each month\n" in result.out
    assert cli.tree() == before


def test_what_was_tidied_can_be_taken_back(cli: Cli) -> None:
    write(cli.project, PATH, TEXT)
    document = cli.ok("memory tidy --json").document
    assert document["changes"] == [{"path": PATH, "new": False, "why": "1 entry that another says"}]
    assert cli.path(PATH).read_text() == "- pay by day 5 each month\n"
    assert cli.ok("memory tidy").err == "Nothing to tidy\n"
    assert cli.ok("memory tidy --undo").err == "Took back the last tidying of 1 file\n"
    assert cli.path(PATH).read_text() == TEXT
    assert "E_TIDY_NONE" in cli("memory tidy --undo").err
    assert cli.ok("memory tidy").err.endswith("Done; `ctxpack memory tidy --undo` takes it back\n")


def test_what_is_not_due_is_left_alone_and_what_is_due_is_tidied(cli: Cli) -> None:
    write(cli.project, PATH, TEXT)
    assert (
        cli.ok("memory tidy --if-due").err == "Not due yet: 1 of 5 sessions and 0 of 24 hours have passed\n"
    )
    assert cli.path(PATH).read_text() == TEXT
    count = '{"since": "2026-01-01T00:00:00+00:00", "sessions": 4}'
    write(cli.project, ".claude/.ctxpack/tidied/due.json", count)
    assert len(cli.ok("memory tidy --if-due --json").document["changes"]) == 1
    assert cli.ok("memory tidy --if-due --json").document["due"] is False
