"""A plan, for people and for programs."""

from __future__ import annotations

from installer_cli.plan import (
    ABANDON,
    ADD,
    ADOPT,
    CONFLICT,
    CREATE,
    DELETE,
    EDITED,
    KEEP,
    MERGE,
    REMOVE,
    REPLACE,
    RESTORE,
    WRITES,
)
from installer_cli.progress import shown_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.consent import Powers
    from installer_cli.console import Console
    from installer_cli.plan import PackChange, Plan
    from packformat.index import ReleaseEntry
    from packformat.names import PackName

_SIGNS = {ADD: ("+", "green"), "update": ("~", "yellow"), REMOVE: ("-", "red"), KEEP: ("=", "dim")}
_LISTED = (CREATE, REPLACE, RESTORE, MERGE, DELETE, ADOPT, EDITED, CONFLICT, ABANDON)


def show_plan(
    console: Console, plan: Plan, powers: Powers, releases: Mapping[PackName, ReleaseEntry]
) -> None:
    """Say what will happen: packs, files, token costs, and new powers."""
    for pack in plan.changed:
        sign, color = _SIGNS[pack.action]
        console.note(f"{console.paint(sign, color)} {_headline(pack, releases.get(pack.name))}")
        for power in powers.new.get(pack.name, ()):
            console.note(f"    {console.paint('!', 'yellow')} may do: {power}")
        for path in pack.paths(MERGE):
            console.note(f"    merged with your changes: {path}")
        for path in pack.paths(ABANDON):
            console.note(f"    your changes stay: {path}")
        for path in pack.paths(CONFLICT):
            console.note(f"    {console.paint('conflict', 'red')}, your text stays: {path}")
        for path in pack.strangers if pack.action == REMOVE else ():
            console.note(f"    your file stays: {path}")
    for path in plan.paths(EDITED):
        console.note(f"  your changes stay: {path}")


def plan_document(plan: Plan, powers: Powers, releases: Mapping[PackName, ReleaseEntry]) -> dict[str, object]:
    """The plan as JSON-ready values."""
    return {"packs": [_pack_document(pack, powers, releases.get(pack.name)) for pack in plan.packs]}


def _headline(pack: PackChange, release: ReleaseEntry | None) -> str:
    details = [_files(pack)]
    if release and pack.action != REMOVE:
        details += [shown_size(release.unpacked), *_tokens(release)]
    return f"{pack.name} {_versions(pack)}  {', '.join(details)}"


def _versions(pack: PackChange) -> str:
    old, new = pack.old_version, pack.after.version if pack.after else None
    if old and new and old != new:
        return f"{old} → {new}"
    return str(new or old)


def _files(pack: PackChange) -> str:
    count = len(pack.paths(*WRITES, DELETE))
    return f"{count} file{'' if count == 1 else 's'}"


def _tokens(release: ReleaseEntry) -> list[str]:
    return [
        f"~{release.tokens[key]} tokens {words}" for key, words in _COSTS.items() if key in release.tokens
    ]


_COSTS = {"always": "always", "on_use": "on use"}


def _pack_document(pack: PackChange, powers: Powers, release: ReleaseEntry | None) -> dict[str, object]:
    return {
        "name": pack.name,
        "action": pack.action,
        "from": str(pack.old_version) if pack.old_version else None,
        "to": str(pack.after.version) if pack.after else None,
        "archive": pack.after.archive if pack.after else None,
        "files": [
            {"path": change.path, "action": change.action}
            for change in pack.files
            if change.action in _LISTED
        ],
        "powers": powers.all[pack.name],
        "new_powers": powers.new.get(pack.name, []),
        "tokens": release.tokens if release else {},
        "user_files": list(pack.strangers),
    }
