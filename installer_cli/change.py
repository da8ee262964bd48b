"""Changing a project: bring what is missing, look at the disk, plan and merge; then do it, whole."""

from __future__ import annotations

from functools import cached_property

from installer_cli.carry import Carrier
from installer_cli.disk import check_folders, files_below, observe
from installer_cli.guide import Guide
from installer_cli.library import Library
from installer_cli.plan import ADD, WRITES, Plan, Situation, make_plan
from installer_cli.project import SHARED_NOTE
from installer_cli.reconcile import reconcile
from installer_cli.statements.gather import planned
from installer_cli.statements.page import page_text
from installer_cli.target import folders, inputs_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from installer_cli.aim import Aim
    from installer_cli.parts import Part
    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.statements.held import Holding


class Change:
    """The way from what is installed to an aim."""

    def __init__(self, session: Session, aim: Aim):
        self._session = session
        self._project = session.project
        self._aim = aim
        self._library = Library(session, aim.wants)

    def plan(self) -> Plan:
        """Plan the way; raises what bringing archives raises, and E_CONFLICT_… or E_SHARED_FILE for none."""
        aim = self._aim
        unknown = [pack for name, pack in aim.packs.items() if name not in aim.files]
        self._library.open(unknown)
        aim.files |= {pack.name: self._library.volume(pack).files for pack in unknown}
        plan = reconcile(make_plan(self._situation()), self._project, self._library)
        self._library.open(pack.after for pack in plan.packs if pack.after and pack.paths(*WRITES))
        if aim.wants.targets or self._project.has(SHARED_NOTE):
            from installer_cli.shared.change import plan_shared

            says = bool(page_text(self.holding))
            return Plan(plan.packs, plan_shared(self._project, aim, self._library, says=says))
        return plan

    @cached_property
    def holding(self) -> Holding:
        """Whose word will hold where packs speak of the same; asked for once there is a plan."""
        return planned(self._project, self._library, self._aim)

    def guides(self, plan: Plan) -> dict[PackName, Guide]:
        """What the authors of the packs that come new have to say to the user."""
        coming = [pack.after for pack in plan.packs if pack.after and pack.action == ADD]
        return {
            pack.name: Guide(self._library.volume(pack).source)
            for pack in coming
            if self._library.is_open(pack)
        }

    def brought(self, plan: Plan) -> list[tuple[LockedPack, bytes]]:
        """The packs whose archive is another than before, each with it."""
        return [
            (pack.after, self._library.volume(pack.after).archive)
            for pack in plan.packs
            if pack.after and (pack.before is None or pack.before.archive != pack.after.archive)
        ]

    def parts(self, plan: Plan) -> Mapping[PackName, Part]:
        """What there is to say of the packs that are taken in part, or were."""
        in_part = [pack for pack in plan.packs if _only(pack.before) or _only(pack.after)]
        if not in_part:
            return {}
        from installer_cli.parts import Part

        return {pack.name: Part(pack, self._library) for pack in in_part}

    def carry_out(self, plan: Plan, command: str, powers: Mapping[PackName, Sequence[str]]) -> None:
        """Make the plan true; ``powers`` are those agreed to, for every pack that stays."""
        page = page_text(self.holding)
        Carrier(self._session, self._library, self._aim, page).carry_out(plan, command, powers)

    def _situation(self) -> Situation:
        aim, project = self._aim, self._project
        paths = {path for files in (*aim.files.values(), *aim.left.values()) for path in files}
        check_folders(project, paths)
        strangers = {name: self._strangers(name, paths) for name in {*aim.files, *aim.left}}
        disk = observe(project, sorted(paths))
        return Situation(aim, disk, strangers)

    def _strangers(self, name: PackName, known: Container[str]) -> list[str]:
        """The files of the user's in a pack's own folders; that of their values follows from the project."""
        found = (path for folder in folders(name) for path in files_below(self._project, folder))
        return [path for path in found if path not in known and not self._is_made(name, path)]

    def _is_made(self, name: PackName, path: str) -> bool:
        if name not in self._aim.wants.inputs or path != inputs_path(name):
            return False
        from installer_cli.inputs.place import is_as_made

        return is_as_made(self._project, name)


def _only(pack: Receipt | LockedPack | None) -> tuple[str, ...]:
    return pack.only if pack else ()
