"""Where a run stands, computed from its journal alone: the same after a kill as before it."""

from __future__ import annotations

from installer_cli.console import counted
from installer_cli.loops.journal import BEGIN, DONE, END, MEASURED, TURN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class State:
    """What has happened so far.

    ``done`` are the turns that came to an end; ``pending`` is the one that was begun and not ended, if any,
    and ``measured`` what is known of it. ``killed`` counts those that were begun and came to no
    end, and ``idle`` the last turns in a row without progress.
    """

    def __init__(self, events: Sequence[dict[str, Any]]):
        def those(kind: str) -> list[dict[str, Any]]:
            return [event for event in events if event["event"] == kind]

        turns = those(TURN)
        self.begin = next(iter(those(BEGIN)), None)
        self.done = those(DONE)
        self.end = next(iter(those(END)), None)
        ended = {event["number"] for event in self.done}
        self.pending = next((turn for turn in turns if turn["number"] not in ended), None)
        number = self.pending["number"] if self.pending else None
        self.measured = next((event for event in those(MEASURED) if event["number"] == number), None)
        self.killed = len(turns) - len(self.done)

    @property
    def turns(self) -> str:
        """How many turns came to an end, in words."""
        return counted(len(self.done), "turn")

    @property
    def idle(self) -> int:
        """The turns since anything changed."""
        count = 0
        for event in reversed(self.done):
            if event["progress"]:
                break
            count += 1
        return count

    @property
    def seconds(self) -> float:
        """The time that turns have taken, each with its check."""
        return float(sum(event["seconds"] for event in self.done))

    @property
    def usd(self) -> float:
        """What was spent: a session's figure grows from turn to turn, so the last of each session counts.

        A turn that was killed has left no figure; it is taken to have cost as much as the dearest one.
        """
        sessions: dict[str, float] = {}
        dearest = 0.0
        for event in self.done:
            before = sessions.get(event["session"], 0.0)
            sessions[event["session"]] = max(before, float(event["usd"]))
            dearest = max(dearest, sessions[event["session"]] - before)
        return sum(sessions.values()) + dearest * self.killed

    @property
    def last(self) -> dict[str, Any]:
        """The last turn that came to an end; empty before there is one."""
        return self.done[-1] if self.done else {}
