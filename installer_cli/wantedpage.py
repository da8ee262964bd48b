"""The page of what holds as it should be, from the packs as they were placed."""

from __future__ import annotations

from installer_cli.aim import aim_at
from installer_cli.library import Library
from installer_cli.statements.gather import planned
from installer_cli.statements.page import page_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.names import PackName


def wanted_page(session: Session, receipts: Mapping[PackName, Receipt]) -> bytes | None:
    """The page as a run would write it; None where there is nothing to say."""
    wants = session.wants()
    packs = {name: receipt.as_locked() for name, receipt in receipts.items()}
    aim = aim_at(wants, packs, receipts, wants.targets)
    return page_text(planned(session.project, Library(session, wants), aim))
