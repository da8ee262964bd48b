"""Where installed packs say different things, and what has become of overrides and of what was settled."""

from __future__ import annotations

from installer_cli.differences import find_page
from installer_cli.health.trouble import NOTE, Trouble, found
from installer_cli.statements.gather import installed
from installer_cli.statements.settle import as_word, parted_error, ring_error
from installer_cli.statements.words import missed_sentence, moved_sentence, open_tensions, said_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.names import PackName
    from packformat.statements.held import Holding


def check_knowledge(session: Session, receipts: Mapping[PackName, Receipt]) -> Iterator[Trouble]:
    """What packs say differently: an agent that loads both follows either."""
    holding = installed(session.project, receipts, session.wants())
    if holding.cycle:
        yield Trouble(ring_error(holding))
    for undecided in holding.undecided:
        yield Trouble(parted_error(undecided))
    for tension in open_tensions(holding.tensions):
        first, *others = tension.sides
        for other in others:
            yield found(
                "E_CONTRADICTION",
                severity=NOTE,
                name=tension.name,
                first=said_by(first),
                other=said_by(other),
            )
    yield from _overrides(holding)
    for key in holding.idle:
        yield found("E_SETTLED_IDLE", severity=NOTE, name=key, word=as_word(key))
    for page in find_page(session, receipts):
        yield found("E_PAGE_EDITED", severity=NOTE, path=page.path)


def _overrides(holding: Holding) -> Iterator[Trouble]:
    for missed in holding.missed:
        sentence = missed_sentence(missed)
        yield found("E_OVERLAY_MISSED", severity=NOTE, sentence=sentence, pack=missed.pack)
    for moved in holding.moved:
        yield found("E_OVERLAY_MOVED", severity=NOTE, sentence=moved_sentence(moved), pack=moved.pack)
