"""What the policies say of releases that are only looked at, before anybody asks for them."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from installer_cli.session import Session
    from packformat.names import PackName
    from packformat.versions import Version


class Refused(NamedTuple):
    """What may not be installed here, and a registry that it may not come from: for people, for programs."""

    sentences: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()


def refused_offers(session: Session, releases: Iterable[tuple[PackName, Version]]) -> Refused:
    """Which of these releases a run would be refused for by themselves; raises E_POLICY."""
    if not session.policies():
        return Refused()
    from installer_cli.policy.words import as_rows, sentences
    from packformat.policy.judge import judge_offer

    found = judge_offer(session.policies(), releases, session.settings(session.wants()).registry)
    return Refused(tuple(line for verdict in found for line in sentences(verdict)), tuple(as_rows(found)))
