"""Whether what a plan would write over or take away is still what it saw.

A plan may wait at a question while its reader goes on writing in an editor, or an agent in its memories.
"""

from __future__ import annotations

from installer_cli.disk import FILE, LOST, observe
from installer_cli.errors import ERRORS
from installer_cli.plan import DELETE, WRITES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.disk import Found
    from installer_cli.plan import FileChange, Plan
    from installer_cli.session import Session


def check_unwritten(session: Session, plan: Plan) -> None:
    """Raise E_WRITTEN_SINCE for a file that is not as the plan saw it; one that has gone is no loss."""
    session.check_unwritten()
    project = session.project
    changes = {
        change.path: change
        for pack in plan.packs
        for change in pack.files
        if change.action in (*WRITES, DELETE)
    }
    for path, found in observe(project, changes).items():
        if not _is_as_seen(found, changes[path]):
            raise ERRORS.error("E_WRITTEN_SINCE", path=path)
    for shared in plan.shared.changed if plan.shared else ():
        if project.read(shared.path) != shared.before:
            raise ERRORS.error("E_WRITTEN_SINCE", path=shared.path)


def _is_as_seen(found: Found, change: FileChange) -> bool:
    return found.kind in (FILE, LOST) and found.digest == change.mine
