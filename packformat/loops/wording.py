"""A loop in words: for Claude Code's own ``/goal``, and for an agent that `ctxpack loop run` drives."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from packformat.paths import PLUGIN_ROOT

if TYPE_CHECKING:
    from packformat.loops.loop import Loop

LONGEST_GOAL = 4000
"""Characters that ``/goal`` takes."""
MET, BLOCKED = "GOAL MET", "GOAL BLOCKED"
"""How an agent that is driven ends its message; the first is a claim, and the check decides."""
_MOST_SHOWN = 3000
"""Characters of a check's output that an agent is shown."""


def check_line(loop: Loop, root: str = PLUGIN_ROOT) -> str:
    """The check as one command line, with the pack's folder in place of its variable."""
    return shlex.join(word.replace(PLUGIN_ROOT, root) for word in loop.check)


def goal_text(loop: Loop, root: str) -> str:
    """The text for ``/goal``: what is wanted, the command that shows it, and when to stop.

    What judges a ``/goal`` reads the transcript and runs nothing, so the text asks for the command's output.
    """
    rules = _rules(loop)
    proof = (
        "This is met only when this command, run after the last change, ends with exit code 0 and its output "
        f"stands in the conversation: {check_line(loop, root)}"
    )
    stop = (
        f"Stop in any case after {loop.caps.turns} turns or {loop.caps.minutes} minutes and say what is "
        "missing; when only a person can go on, say who and for what, and stop."
    )
    tail = "\n\n".join(part for part in (proof, rules, stop) if part)
    return f"{_cut(loop.goal, LONGEST_GOAL - len(tail) - 2)}\n\n{tail}"


def first_prompt(loop: Loop, root: str) -> str:
    """What an agent is told first."""
    decides = f"the exit code of this command, run after your turn: {check_line(loop, root)}"
    ending = (
        f"End your message with a line `{MET}` when you are sure of it, with `{BLOCKED}: who, for what` when "
        "only a person can go on, and with neither when more is to be done."
    )
    parts = [loop.goal, f"What decides is {decides}", _rules(loop), ending]
    return "\n\n".join(part for part in parts if part)


def next_prompt(output: str, turns_left: int) -> str:
    """What an agent is told when the check has failed."""
    shown = output.strip() or "(it printed nothing)"
    return (
        f"The check does not pass yet. It printed:\n\n{_cut(shown, _MOST_SHOWN)}\n\n"
        f"Mend the next cause. {turns_left} turns are left."
    )


def _rules(loop: Loop) -> str:
    return f"Never change: {', '.join(loop.read_only)}" if loop.read_only else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 2].rstrip() + " …"
