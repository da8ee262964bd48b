"""What is installed, beside what the project says and what lies on the disk."""

from __future__ import annotations

from installer_cli.differences import CHANGED, MISSING, find_differences, find_shared
from installer_cli.drift import find_drift_of_pins, stale_pins
from installer_cli.errors import ERRORS
from installer_cli.health.trouble import NOTE, PROBLEM, Trouble, found
from installer_cli.inputs.place import inputs_of, manifest_in
from installer_cli.validity import validity_warning
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer_cli.differences import Difference
    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.names import PackName

    Receipts = Mapping[PackName, Receipt]


def check_packs(session: Session, receipts: Receipts) -> Iterator[Trouble]:
    """Pins, files and conflicts that are wrong, and packs that are out of their time or lack values."""
    lockfile = session.lockfile()
    for sentence in stale_pins(lockfile, session.wants()):
        yield Trouble(ERRORS.error("E_LOCK_STALE"), sentence)
    for sentence in find_drift_of_pins(lockfile, receipts):
        yield Trouble(ERRORS.error("E_DRIFT"), sentence)
    for difference in find_differences(session.project, receipts.values()):
        yield from _judge(difference)
    for shared in find_shared(session.project):
        code, severity = ("E_MISSING", PROBLEM) if shared.state == MISSING else ("E_EDITED", NOTE)
        yield found(code, count="1 file", paths=shared.path, severity=severity)
    for receipt in receipts.values():
        sentence = validity_warning(session.project, receipt)
        if sentence:
            yield found("E_EXPIRED", sentence=sentence, pack=receipt.name)
        yield from _ungiven(session, receipt.name)


def _ungiven(session: Session, name: PackName) -> Iterator[Trouble]:
    """What a pack cannot do without and was not told, by the titles under which it is asked for."""
    given = session.wants().inputs.get(name, {})
    inputs = inputs_of(manifest_in(session.project, name) or b"")
    titles = [printable(item.title) for item in inputs if item.required and item.key not in given]
    if titles:
        yield found("E_INPUT_UNGIVEN", pack=name, titles=", ".join(titles), severity=NOTE)


def _judge(difference: Difference) -> Iterator[Trouble]:
    path = difference.path
    if difference.file.is_unresolved:
        text = f"`{path}` is in conflict: your text lacks what the pack has changed"
        yield Trouble(ERRORS.error("E_CONFLICT_EDITED", count="1 file"), text)
    elif difference.state == MISSING:
        yield found("E_MISSING", count="1 file", paths=path)
    elif difference.state == CHANGED:
        yield found("E_EDITED", count="1 file", paths=path, severity=NOTE)
