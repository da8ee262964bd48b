"""What a page that an agent reads elsewhere says of files that stay in the pack's own folder.

Skills are copied byte for byte, so a link such as ``../../memory/chart.md`` leads nowhere from the copy, and
``${CLAUDE_PLUGIN_ROOT}`` is replaced by Claude Code alone. Where there is one of either, the agent is told
which folder is meant.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from packformat.paths import PLUGIN_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LINK = re.compile(r"\]\(<?([^)>\s]+)")
_FOLDER_OF_A_SKILL = 2


def leads_outside(paths: Iterable[str], read: Callable[[str], bytes]) -> bool:
    """Whether one of these pages names a file of the pack that is not beside it; others are not looked at."""
    pages = (path for path in paths if path.endswith(".md"))
    return any(_names_others(path, read(path).decode("utf-8", "replace")) for path in pages)


def _names_others(path: str, text: str) -> bool:
    if PLUGIN_ROOT in text or "$CLAUDE_PLUGIN_ROOT" in text:
        return True
    home = "/".join(path.split("/")[:_FOLDER_OF_A_SKILL]) + "/"
    return any(
        ".." in target and not _reached(path, target).startswith(home) for target in _LINK.findall(text)
    )


def _reached(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) + "/"
