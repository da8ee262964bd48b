"""The check of a loop: a command of the pack's, whose exit code alone is the verdict."""

from __future__ import annotations

import os

from installer_cli.agent.process import run_program
from packformat.paths import PLUGIN_ROOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.agent.process import Ended
    from installer_cli.loops.find import FoundLoop

_SHOWN = 4000
"""Characters of its output that are kept."""


class Checked:
    """Whether the check passes, its exit code (None when it did not end in time), and what it printed."""

    __slots__ = ("code", "output")

    def __init__(self, code: int | None, output: str):
        self.code = code
        self.output = output

    @property
    def passes(self) -> bool:
        """The verdict."""
        return self.code == 0


def run_check(found: FoundLoop, project: str) -> Checked:
    """Run the loop's check in the project; raises E_AGENT when its program cannot be started."""
    ended = run_in(found, project, found.loop.check, found.loop.check_seconds)
    text = "\n".join(part for part in (ended.output.strip(), ended.problem.strip()) if part)
    return Checked(
        ended.code, text[-_SHOWN:] if ended.code is not None else f"no end in time: {text[-_SHOWN:]}"
    )


def run_in(found: FoundLoop, project: str, words: Sequence[str], seconds: float) -> Ended:
    """Run a command of the loop's in the project, as the client would."""
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        # Python would believe a compiled file beside a program more than the program: there it finds none.
        "PYTHONPYCACHEPREFIX": os.path.join(found.root, "compiled"),
        "CLAUDE_PLUGIN_ROOT": found.root,
        "CLAUDE_PROJECT_DIR": project,
    }
    argv = [word.replace(PLUGIN_ROOT, found.root) for word in words]
    return run_program(argv, folder=project, seconds=seconds, environment=environment)
