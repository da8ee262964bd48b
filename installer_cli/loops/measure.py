"""What a loop measures: a command whose last word is a figure."""

from __future__ import annotations

import math

from installer_cli.loops.check import run_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.loops.find import FoundLoop

_SECONDS = 600
"""How long a measure may take that names no limit."""


def measure(found: FoundLoop, project: str, command: Sequence[str]) -> float | None:
    """The figure; None when the command fails, does not end in time, or ends with anything else."""
    ended = run_in(found, project, command, found.loop.metric.get("timeout-seconds", _SECONDS))
    words = ended.output.split()
    try:
        value = float(words[-1]) if ended.code == 0 and words else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
