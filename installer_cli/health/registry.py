"""The registry: named, readable, reachable, trusted, and of the same mind about what is installed."""

from __future__ import annotations

from installer_cli.health.trouble import NOTE, PROBLEM, Trouble, found
from packformat.errors import CtxpackError, NetworkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.names import PackName


def check_registry(session: Session, receipts: Mapping[PackName, Receipt]) -> Iterator[Trouble]:
    """What an installation would fail on, and installed releases that were withdrawn since."""
    try:
        wants = session.wants()
        registry = session.registry(wants)
        documents = registry.closure(sorted({*wants.packs, *receipts}))
    except CtxpackError as error:
        yield Trouble(error, severity=NOTE if isinstance(error, NetworkError) else PROBLEM)
        return
    for name, receipt in receipts.items():
        what = {"pack": str(name), "version": str(receipt.version)}
        releases = documents[name].releases if name in documents else ()
        release = next((item for item in releases if item.version == receipt.version), None)
        if release is None:
            yield found("E_FOREIGN", severity=NOTE, registry=registry.name, **what)
        elif release.archive != receipt.archive:
            yield found("E_EXCHANGED", registry=registry.name, **what)
        elif release.yanked is not None:
            yield found("E_YANKED", reason=release.yanked or "no reason given", **what)
