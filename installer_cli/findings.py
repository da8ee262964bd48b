"""What the rules found, for people: worst first, each with its place and what to do."""

from __future__ import annotations

from itertools import islice

from installer_cli.console import counted
from packformat.errors import printable
from packformat.findings import count_by_severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from installer_cli.console import Console

_WORDS = ("severity", "rule", "fix")
_MOST_WHOLE = 3
_MOST_PLACES = 12
"""Findings of one rule that are printed whole, and places that are named after them."""
_LONGEST = 1000
"""Characters of a sentence of a report."""
_COLORS = {"error": "red", "hold": "yellow", "warning": "yellow", "hint": "cyan"}


def show_findings(console: Console, findings: Iterable[Mapping[str, Any]]) -> None:
    """Print one paragraph a finding; findings are as a report's JSON has them.

    Of many that one rule has found and that ask for the same, the first are printed, and the places of the
    others.
    """
    by_rule: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for finding in findings:
        kind = (str(finding.get("severity")), str(finding.get("rule")))
        by_rule.setdefault(kind, []).append(finding)
    for seen in by_rule.values():
        by_remedy: dict[str, list[Mapping[str, Any]]] = {}
        for finding in seen:
            if not _is_a_count(finding):
                by_remedy.setdefault(str(finding.get("fix")), []).append(finding)
        for alike in by_remedy.values():
            _show_alike(console, alike)
        for finding in filter(_is_a_count, seen):
            console.data(f"  {_shown(finding.get('message'))}")


def _show_alike(console: Console, alike: list[Mapping[str, Any]]) -> None:
    whole = len(alike) if len(alike) <= _MOST_WHOLE + 1 else _MOST_WHOLE
    for finding in alike[:whole]:
        _show(console, finding)
    told, rest = alike[:whole], alike[whole:]
    places = dict.fromkeys(filter(None, map(_place, rest)))
    untold = dict.fromkeys(map(_message, rest)).keys() - set(map(_message, told))
    if untold and places.keys() <= set(map(_place, told)):
        # They stand where the first do: by its place nobody would tell one from another.
        for message in filter(untold.__contains__, map(_message, rest)):
            console.data(f"  {message}")
    elif rest:
        named = ", ".join(islice(places, _MOST_PLACES))
        more = "" if len(places) <= _MOST_PLACES else f" and {len(places) - _MOST_PLACES} more"
        console.data(f"  The same in {named}{more}")


def _message(finding: Mapping[str, Any]) -> str:
    return _shown(finding.get("message"))


def _is_a_count(finding: Mapping[str, Any]) -> bool:
    """Whether it only says how many places are not told; it follows those that are."""
    return not finding.get("path") and str(finding.get("message")).endswith(" more places like these")


def _show(console: Console, finding: Mapping[str, Any]) -> None:
    severity, rule, fix = (_shown(finding.get(key)) for key in _WORDS)
    paint = console.paint(severity, _COLORS.get(severity, "bold"))
    console.data(f"{paint}[{rule}]: {in_a_line(finding)}")
    if fix:
        console.data(f"  {fix}")


def in_a_line(finding: Mapping[str, Any]) -> str:
    """A finding's place and message, which names the place no second time."""
    place, path = _place(finding), _shown(finding.get("path"))
    message = _message(finding).replace(f"`{path}` line ", "Line ", 1)
    return f"{place}: {message}" if place else message


def _place(finding: Mapping[str, Any]) -> str:
    path, line = _shown(finding.get("path")), finding.get("line")
    return f"{path}:{line}" if path and line else path


def _shown(value: object) -> str:
    """What a report says, whoever has written it, as a terminal may be told it; empty for nothing and 0."""
    return printable(str(value or ""), _LONGEST)


def count_words(findings: Iterable[Mapping[str, Any]]) -> str:
    """How many findings of each severity, in words, the worst first; empty when there are none."""
    counts = count_by_severity(str(finding.get("severity")) for finding in findings)
    return ", ".join(counted(count, severity) for severity, count in counts.items())
