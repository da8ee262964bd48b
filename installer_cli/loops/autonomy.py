"""How far a loop goes on its own: the author's limit, the person's choice, and consent bound to bytes."""

from __future__ import annotations

import json
import os

from installer_cli.errors import ERRORS
from installer_cli.jsontext import read_object
from installer_cli.project import STATE
from packformat.loops.loop import ACT, ASK
from packformat.loops.permissions import may_reach, needs_consent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.console import Console
    from installer_cli.loops.find import FoundLoop
    from installer_cli.project import Project

_FILE = f"{STATE}/loops/consents.json"


def choose_level(
    project: Project, found: FoundLoop, console: Console, *, wanted: str | None, allowed: Sequence[str]
) -> str:
    """The level to run at: the one wanted, or the highest that needs no new consent.

    Raises E_LOOP_LEVEL above the author's limit, E_LOOP_CONSENT where consent is missing and nobody can be
    asked, E_DECLINED for a no.
    """
    agreed = _read(project).get(found.id) == found.digest
    highest = found.loop.autonomy if agreed or ACT in allowed else _below_consent(found.loop.autonomy)
    level = wanted or highest
    if not may_reach(found.loop, level):
        raise ERRORS.error("E_LOOP_LEVEL", loop=found.loop.name, level=level, highest=found.loop.autonomy)
    if needs_consent(level) and not agreed:
        _agree(project, found, console, allowed)
    return level


def _below_consent(level: str) -> str:
    return ASK if level == ACT else level


def _agree(project: Project, found: FoundLoop, console: Console, allowed: Sequence[str]) -> None:
    if ACT not in allowed:
        if not console.can_ask:
            raise ERRORS.error("E_LOOP_CONSENT", loop=found.loop.name)
        if not console.ask(f"May `{found.loop.name}` change files and run its check, asking nobody?"):
            raise ERRORS.error("E_DECLINED")
    consents = _read(project) | {found.id: str(found.digest)}
    path = project.path(_FILE)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(consents, file, indent=1, sort_keys=True)


def _read(project: Project) -> dict[str, str]:
    """Consents by loop; what cannot be read is no consent."""
    return read_object(project.read(_FILE)) or {}
