"""The registry: named, readable, reachable, trusted, and of the same mind about what is installed."""

from __future__ import annotations

from installer_cli.advised import remembered_advisories, shown_advice, shown_advisory
from installer_cli.health.trouble import NOTE, PROBLEM, Trouble, found
from packformat.errors import CtxpackError, NetworkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.advisory import AdvisoryEntry
    from packformat.names import PackName


def check_registry(session: Session, receipts: Mapping[PackName, Receipt]) -> Iterator[Trouble]:
    """What an installation would fail on, and installed releases that were withdrawn or found wrong since.

    Where the registry cannot be asked, what it said last stands.
    """
    try:
        wants = session.wants()
        registry = session.registry(wants)
        documents = registry.closure(sorted({*wants.packs, *receipts}))
    except CtxpackError as error:
        yield Trouble(error, severity=NOTE if isinstance(error, NetworkError) else PROBLEM)
        for name, advisories in remembered_advisories(session, receipts.values()).items():
            yield from _advised(receipts[name], advisories)
        return
    installed = []
    for name, receipt in receipts.items():
        what = {"pack": str(name), "version": str(receipt.version)}
        releases = documents[name].releases if name in documents else ()
        release = next((item for item in releases if item.version == receipt.version), None)
        if release is None:
            yield found("E_FOREIGN", severity=NOTE, registry=registry.name, **what)
        elif release.archive != receipt.archive:
            yield found("E_EXCHANGED", registry=registry.name, **what)
        else:
            installed.append(release)
            if release.yanked is not None:
                yield found("E_YANKED", reason=release.yanked or "no reason given", **what)
            yield from _advised(receipt, release.advisories)
    session.remember(installed)


def _advised(receipt: Receipt, advisories: Iterable[AdvisoryEntry]) -> Iterator[Trouble]:
    for advisory in advisories:
        yield found(
            "E_ADVISORY",
            severity=PROBLEM if advisory.is_severe else NOTE,
            pack=receipt.name,
            version=str(receipt.version),
            advisory=shown_advisory(advisory),
            advice=shown_advice(advisory),
        )
