"""What the rules found, for people: worst first, each with its place and what to do."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from installer_cli.console import Console

_COLORS = {"error": "red", "hold": "yellow", "warning": "yellow", "hint": "cyan"}


def show_findings(console: Console, findings: Iterable[Mapping[str, Any]]) -> None:
    """Print one paragraph a finding; findings are as a report's JSON has them."""
    for finding in findings:
        line = f":{finding['line']}" if finding.get("line") else ""
        severity = console.paint(finding["severity"], _COLORS.get(finding["severity"], "bold"))
        place = f"{finding['path']}{line}: " if finding.get("path") else ""
        console.data(f"{severity}[{finding['rule']}]: {place}{finding['message']}")
        if finding.get("fix"):
            console.data(f"  {finding['fix']}")


def count_words(findings: Iterable[Mapping[str, Any]]) -> str:
    """How many findings of each severity, in words; empty when there are none."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding["severity"]] = counts.get(finding["severity"], 0) + 1
    return ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items())
