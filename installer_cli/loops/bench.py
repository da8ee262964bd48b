"""Where a turn's work is done and what counts as progress: in the project itself, for an ordinary loop."""

from __future__ import annotations

from installer_cli.loops.guard import tree_digest
from installer_cli.loops.measure import measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from installer_cli.agent.reply import Reply
    from installer_cli.loops.find import FoundLoop
    from installer_cli.loops.state import State

    class Bench(Protocol):
        """Prepares each turn and settles what it has made."""

        def open(self, state: State) -> None:
            """Put right what a killed turn has left; measure what has to be measured first."""

        def folder(self) -> str:
            """Make ready and name the folder that the agent works in."""

        def settle(self, number: int, reply: Reply) -> dict[str, Any]:
            """Take over what the turn has made; its facts for the journal, with ``progress``."""

        def close(self, state: State) -> dict[str, Any]:
            """What is told at the very end."""


class ProjectBench:
    """The agent works in the project; a turn is progress when a file is other than before."""

    def __init__(self, found: FoundLoop, project: str):
        self._found = found
        self._project = project
        self._before = ""

    def open(self, state: State) -> None:
        """Nothing has to be put right: half a turn's work is work."""
        self._before = state.last.get("tree", "")

    def folder(self) -> str:
        """The project."""
        self._before = self._before or tree_digest(self._project)
        return self._project

    def settle(self, _number: int, _reply: Reply) -> dict[str, Any]:
        """Whether the project is another than before the turn, and the loop's figure if it has one."""
        after = tree_digest(self._project)
        progress, self._before = after != self._before, after
        facts: dict[str, Any] = {"progress": progress, "tree": after}
        command = self._found.loop.metric.get("command")
        return {**facts, "value": measure(self._found, self._project, command)} if command else facts

    def close(self, _state: State) -> dict[str, Any]:
        """Nothing more is known than the check has said."""
        return {}
