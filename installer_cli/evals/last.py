"""What the evals of an installed pack came to last in this project, kept for ``ctxpack status``."""

from __future__ import annotations

import json
import os

from installer_cli.clock import days_since
from installer_cli.project import STATE
from packformat.errors import UNREADABLE
from packformat.evals.result import WITH
from packformat.jsontext import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from installer_cli.project import Project

FOLDER = f"{STATE}/evals"
_FACTS = {
    "version": str,
    "archive": str,
    "ran_at": str,
    "agent": str,
    "verdict": str,
    "cases": int,
    "met": int,
}
"""What is kept, and of what type: the moment in RFC 3339, the cases that ran and those met every time."""


def keep_last(project: Project, report: Mapping[str, Any]) -> None:
    """Keep what a report says, in place of what was there; nothing of one that ran without the pack alone.

    Raises E_TARGET_LINK and OSError.
    """
    arm, pack = report["arms"].get(WITH), report["pack"]
    if arm is None:
        return
    facts = {
        "version": pack["version"],
        "archive": pack["archive"],
        "ran_at": report["ran_at"],
        "agent": report["agent"],
        "verdict": report["verdict"],
        "cases": arm["cases"],
        "met": arm["met_always"],
    }
    path = _path(pack["name"])
    project.check_no_links(path)
    os.makedirs(project.path(FOLDER), exist_ok=True)
    with open(project.path(f"{path}.new"), "w", encoding="utf-8") as file:
        file.write(json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    os.replace(project.path(f"{path}.new"), project.path(path))


def last_of(project: Project, name: str) -> dict[str, Any] | None:
    """What was kept for a pack, as `_FACTS` has it; None for nothing, and for what is no such thing."""
    data = project.read(_path(name))
    try:
        found = parse_json(data) if data else {}
        if any(type(found[key]) is not kind for key, kind in _FACTS.items()):
            return None
        days_since(found["ran_at"])
    except UNREADABLE:
        return None
    return {key: found[key] for key in _FACTS}


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.json"
