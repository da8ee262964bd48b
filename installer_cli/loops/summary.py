"""The page that waits when a run has ended: what was done turn by turn, and how it ended."""

from __future__ import annotations

import os

from installer_cli.loops.state import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.loops.drive import Verdict
    from installer_cli.loops.find import FoundLoop
    from installer_cli.loops.journal import Journal

_FILE = "summary.md"
_LONGEST = 80


def write_summary(found: FoundLoop, journal: Journal, verdict: Verdict) -> str:
    """Write the page beside the journal and return its path."""
    state = State(journal.events)
    how = verdict.error.message if verdict.error else "The goal is met: the check passes."
    rows = [_row(turn) for turn in state.done]
    held_back = (state.end or {}).get("held_back")
    lines = [
        f"# {found.loop.title}",
        "",
        f"{how}",
        "",
        f"{state.turns}, {state.seconds / 60:.1f} minutes, {state.usd:.2f} US dollars.",
        *([f"On what was held back: {held_back}."] if held_back is not None else []),
        "",
        "| turn | check | claim | progress | said |",
        "|---|---|---|---|---|",
        *rows,
        "",
        *(_printed(state.last.get("output", "")) if verdict.error else []),
    ]
    path = os.path.join(os.path.dirname(journal.path), _FILE)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return path


def _printed(output: str) -> list[str]:
    """What is missing, in the check's own words, for whoever has to decide what comes next."""
    shown = [f"    {line}".rstrip() for line in output.strip().splitlines()]
    return ["## What the check printed last", "", *shown, ""] if shown else []


def _row(turn: dict[str, Any]) -> str:
    check = "none" if turn["check"] is None else turn["check"]
    progress = "yes" if turn["progress"] else "no"
    return f"| {turn['number']} | {check} | {turn['claim'] or 'none'} | {progress} | {_short(turn['said'])} |"


def _short(text: str) -> str:
    plain = " ".join(text.split()).replace("|", "/")
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
