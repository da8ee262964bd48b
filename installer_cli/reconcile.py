"""Merging what both the user and the pack have changed, once a plan says where that is."""

from __future__ import annotations

from contextlib import suppress

from installer_cli.plan import CONFLICT, FileChange, PackChange, Plan
from installer_cli.receipt import LIVING
from packformat.digest import Digest
from packformat.errors import NetworkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.library import Library
    from installer_cli.project import Project


def reconcile(plan: Plan, project: Project, library: Library) -> Plan:
    """The plan with every conflict tried: a merge where one is clean, the user's text where none is."""
    if not plan.paths(CONFLICT):
        return plan
    return Plan(_reconcile_pack(pack, project, library) for pack in plan.packs)


def _reconcile_pack(pack: PackChange, project: Project, library: Library) -> PackChange:
    files = [
        change.resolved(_try_merge(pack, change, project, library)) if change.action == CONFLICT else change
        for change in pack.files
    ]
    return PackChange(pack.name, pack.before, pack.after, files, pack.strangers)


def _try_merge(pack: PackChange, change: FileChange, project: Project, library: Library) -> bytes | None:
    """The merged text; None when it conflicts or when the text that both sides started from cannot be had."""
    from packformat.merge import merge

    mine = project.read(change.path)
    if change.old is None or change.new is None or mine is None or Digest.of(mine) != change.mine:
        return None
    base = theirs = None
    with suppress(NetworkError):
        before = pack.before.as_locked() if pack.before else None
        base = library.read(before, change.path, change.old.base)
        theirs = library.read(pack.after, change.path, change.new.digest)
    if base is None or theirs is None:
        return None
    return merge(base, mine, theirs, union=change.new.ownership == LIVING)
