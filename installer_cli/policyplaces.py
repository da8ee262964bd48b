"""Where policies lie: the machine's, the one that the environment names, the project's.

All that are there hold, and none can be left out by another.
"""

from __future__ import annotations

import os
import sys

from installer_cli.project import POLICY
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.project import Project

_VARIABLE = "CTXPACK_POLICY"
_OF_SYSTEMS = {
    "win32": "C:/Program Files/ctxpack/policy.toml",
    "darwin": "/Library/Application Support/ctxpack/policy.toml",
}
_LONGEST_PATH = 1000
_ELSEWHERE = "/etc/ctxpack/policy.toml"
"""Only administrators write there, and no variable of the environment moves it."""


def machine_policy(system: str) -> str:
    """Where a machine's own policy lies, by the system's name in `sys.platform`."""
    return _OF_SYSTEMS.get(system, _ELSEWHERE)


def named_policy() -> str:
    """The file that the environment names beside the machine's; empty for none."""
    named = os.environ.get(_VARIABLE, "")
    return os.path.abspath(named) if named else ""


def policy_places(project: Project) -> dict[str, str]:
    """How each place is told, and its path."""
    machine, named = machine_policy(sys.platform), named_policy()
    others = {printable(named, _LONGEST_PATH): named} if named else {}
    return {machine: machine, **others, POLICY: project.path(POLICY)}


def may_have_policy(project: Project) -> bool:
    """Whether there is anything to read; what cannot be looked at counts, since it may be one."""
    return bool(named_policy()) or any(_may_be(path) for path in policy_places(project).values())


def _may_be(path: str) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
