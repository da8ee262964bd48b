from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import write

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli


def test_results_lead_to_the_line(cli: Cli) -> None:
    write(
        cli.project,
        ".claude/memory/close/rules.md",
        "# Rules\n\nA lead refunds up to 100.\n\n# Days\n\nPay on day 5.\n",
    )
    write(cli.project, ".claude/memory/other/a.md", "refunds")
    result = cli.ok("memory search --pack close", "which", "day", "do", "we", "pay")
    assert result.out == ".claude/memory/close/rules.md:7: Days: Pay on day 5.\n"
    hits = cli.ok("memory search --json --limit 1", "refund").document["hits"]
    assert [hit["line"] for hit in hits] == [1]


def test_nothing_found_is_said(cli: Cli) -> None:
    assert cli.ok("memory search", "anything").err == "Nothing found\n"
