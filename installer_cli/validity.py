"""Whether a pack's content holds today: tax rates and laws have their time."""

from __future__ import annotations

import time

from packformat.paths import MANIFEST_PATH
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from installer_cli.project import Project
    from installer_cli.receipt import Receipt


def validity_warning(project: Project, receipt: Receipt) -> str:
    """A sentence for a pack whose content does not hold today; empty for one that says nothing else."""
    import tomllib

    data = project.read(f"{SKILLS}/{receipt.name}/{MANIFEST_PATH}") or b""
    try:
        said = holds_when(tomllib.loads(data.decode("utf-8")))
    except (ValueError, RecursionError):
        return ""
    return f"`{receipt.name}` {receipt.version} {said}" if said else ""


def holds_when(manifest: Mapping[str, Any]) -> str:
    """When content that does not hold today did or will, by its manifest; empty for one that holds."""
    today = time.strftime("%Y-%m-%d")
    first, last = str(manifest.get("valid-from", today)), str(manifest.get("valid-until", today))
    if last < today:
        return f"held until {last}"
    return f"holds from {first} on" if first > today else ""
