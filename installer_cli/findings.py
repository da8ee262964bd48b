"""What the rules found, for people: worst first, each with its place and what to do."""

from __future__ import annotations

from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from installer_cli.console import Console

_SHOWN = ("severity", "rule", "path", "line", "message", "fix")
_LONGEST = 1000
"""Characters of a sentence of a report."""
_COLORS = {"error": "red", "hold": "yellow", "warning": "yellow", "hint": "cyan"}


def show_findings(console: Console, findings: Iterable[Mapping[str, Any]]) -> None:
    """Print one paragraph a finding; findings are as a report's JSON has them."""
    for finding in findings:
        severity, rule, path, line, message, fix = (_shown(finding.get(key)) for key in _SHOWN)
        place = f"{path}{f':{line}' if line else ''}: " if path else ""
        console.data(f"{console.paint(severity, _COLORS.get(severity, 'bold'))}[{rule}]: {place}{message}")
        if fix:
            console.data(f"  {fix}")


def _shown(value: object) -> str:
    """What a report says, whoever has written it, as a terminal may be told it; empty for nothing and 0."""
    return printable(str(value or ""), _LONGEST)


def count_words(findings: Iterable[Mapping[str, Any]]) -> str:
    """How many findings of each severity, in words; empty when there are none."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding["severity"]] = counts.get(finding["severity"], 0) + 1
    return ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items())
