"""A project's hooks: they stand in its settings, and a pack has them in a file of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.errors import CtxpackError
from packformat.paths import HOOKS_PATH
from packformat.texts import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS_PATH = ".claude/settings.json"


def settings_problem(files: Mapping[str, bytes]) -> str:
    """Why a project's settings, and with them their hooks, cannot be read; empty when they can."""
    try:
        read_json(SETTINGS_PATH, files.get(SETTINGS_PATH, b"{}"))
    except CtxpackError as error:
        return error.message
    return ""


def hooks_of_settings(files: Mapping[str, bytes]) -> Entry | None:
    """The hooks file of a project's settings; None when they hold no hooks that can be read."""
    if settings_problem(files):
        return None
    settings = read_json(SETTINGS_PATH, files[SETTINGS_PATH]) if SETTINGS_PATH in files else None
    hooks = settings.get("hooks") if isinstance(settings, dict) else None
    if not hooks:
        return None
    text = json.dumps({"hooks": hooks}, indent=2, ensure_ascii=False) + "\n"
    return Entry(HOOKS_PATH, text.encode("utf-8"))
