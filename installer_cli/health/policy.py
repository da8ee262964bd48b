"""Whether the project is as the organisation's policies ask."""

from __future__ import annotations

from installer_cli.health.trouble import Trouble
from installer_cli.policy.hold import refusals, requirers_of
from installer_cli.policy.words import refusal, sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.names import PackName


def check_policy(session: Session, receipts: Mapping[PackName, Receipt]) -> Iterator[Trouble]:
    """What is installed and may not be, or has to be there and is not: each a problem."""
    if not session.policies():
        return
    wants = session.wants()
    packs = {name: receipt.as_locked() for name, receipt in receipts.items()}
    requirers = requirers_of(wants, packs)
    for verdict in refusals(session, wants, packs):
        error = refusal("E_POLICY_UNMET", [verdict], requirers, count="1 thing")
        for sentence in sentences(verdict, requirers.get(verdict.subject, ())):
            yield Trouble(error, sentence)
