"""Letting git merge our files: two branches that add different packs change the lockfile in one place.

Git calls that a conflict, unless it is told that both sides' lines are wanted (``merge=union``). It is told
in a `.gitattributes` beside the files; one that the user has written is left as it is.
"""

from __future__ import annotations

import os

from installer_cli.project import ATTRIBUTES, LOCKFILE, MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.project import Project

RULE = f"{LOCKFILE} merge=union"
TEXT = f"""\
# Written by ctxpack: a line of these files is of one pack, so git may take both sides' lines.
{MANIFEST} merge=union
{RULE}
"""


def attributes_text(project: Project, *, has_packs: bool) -> str | None:
    """What the file should hold: our text, nothing (an empty one), or None for leaving it as it is."""
    found = project.read(ATTRIBUTES)
    if found is None:
        return TEXT if has_packs and _is_in_git(project) else None
    return "" if found == TEXT.encode("utf-8") and not has_packs else None


def lacks_rule(project: Project) -> bool:
    """Whether git would report conflicts in the lockfile that are none."""
    text = (project.read(ATTRIBUTES) or b"").decode("utf-8", "replace")
    return project.has(LOCKFILE) and _is_in_git(project) and RULE not in text.splitlines()


def _is_in_git(project: Project) -> bool:
    """Whether the project is, or lies in, a repository; the user's own packs never do."""
    folder = project.root if not project.prefix else ""
    while folder and not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        folder = above if above != folder else ""
    return bool(folder)
