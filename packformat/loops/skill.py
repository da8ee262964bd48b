"""The skill that runs a loop inside Claude Code: its Stop hook lets a turn end only when the check passes.

Before the agent uses its first tool the same program writes down the digests of what decides: a turn that has
changed them is void.

A skill's hooks are active from the moment that somebody calls the skill, so a loop costs other conversations
nothing. The client runs them in its own way: it sets no variable but the plugin's root there, and takes every
failure for a yes (see `stop_hook.txt`).
"""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.loops.loop import FOLDER, SUFFIX, Loop, read_loop
from packformat.paths import PLUGIN_ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "loop-"
_SPARE_SECONDS = 30
"""What the hook may take besides the check."""


def skill_name(loop: str) -> str:
    """The name of the skill that runs a loop."""
    return f"{_PREFIX}{loop}"


def stop_command(loop: str) -> tuple[str, ...]:
    """The command of both hooks, as words."""
    return ("python3", "-B", f"{PLUGIN_ROOT}/skills/{skill_name(loop)}/stop.py")


def loop_skills(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the skills for a pack's loops; a loop that cannot be read has none, and a rule says so."""
    made: dict[str, bytes] = {}
    for path in sorted(files):
        if path.startswith(FOLDER) and path.endswith(SUFFIX) and path.count("/") == 1:
            try:
                loop = read_loop(path, files[path])
            except CtxpackError:
                continue
            made |= skill_files(loop)
    return made


def skill_files(loop: Loop) -> dict[str, bytes]:
    """``SKILL.md``, the hook's program, and what it needs to know, for one loop."""
    folder = f"skills/{skill_name(loop.name)}"
    program = resources.files("packformat").joinpath("loops/stop_hook.txt").read_bytes()
    facts = {
        "name": loop.name,
        "check": list(loop.check),
        "check_seconds": loop.check_seconds,
        "caps": vars(loop.caps),
        "read_only": list(loop.read_only),
    }
    return {
        f"{folder}/SKILL.md": _page(loop).encode(),
        f"{folder}/stop.py": program,
        f"{folder}/loop.json": (json.dumps(facts, indent=1, ensure_ascii=False) + "\n").encode(),
    }


def _page(loop: Loop) -> str:
    title = " ".join(loop.title.split())
    about = f"{title}. The turn ends only when the loop's check passes. Use it by name."
    command, *words = stop_command(loop.name)
    handler = f"""type: command
          command: {command}
          args: {json.dumps(words)}
          timeout: {loop.check_seconds + _SPARE_SECONDS}"""
    return f"""---
name: {skill_name(loop.name)}
description: {json.dumps(about, ensure_ascii=False)}
disable-model-invocation: true
hooks:
  PreToolUse:
    - hooks:
        - {handler}
          once: true
  Stop:
    - hooks:
        - {handler}
---

# {title}

{loop.goal}

The check that decides is run at the end of each turn; it alone says when this is done. Its command:

    {" ".join(loop.check)}

Work on one cause at a time, for at most {loop.caps.turns} turns and {loop.caps.minutes} minutes.
{_read_only(loop)}When only a person can go on, say who and for what.
"""


def _read_only(loop: Loop) -> str:
    globs = ", ".join(f"`{glob}`" for glob in loop.read_only)
    return f"Never change {globs}.\n" if globs else ""
