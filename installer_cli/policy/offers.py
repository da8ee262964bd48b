"""What the policies say of releases that are only looked at, before anybody asks for them."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from installer_cli.session import Session
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName
    from packformat.versions import Version

    Requirers = Mapping[str, Sequence[str]]


class Refused(NamedTuple):
    """What may not be installed here, and a registry that it may not come from: for people, for programs."""

    sentences: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()


def refused_offers(
    session: Session,
    releases: Iterable[tuple[PackName, Version]],
    requirers: Requirers = MappingProxyType({}),
) -> Refused:
    """Which of these releases a run would be refused for by themselves; raises E_POLICY.

    ``requirers`` are the packs that bring those that nobody asks for.
    """
    if not session.policies():
        return Refused()
    from installer_cli.policy.words import as_rows, sentences
    from packformat.policy.judge import judge_offer

    found = judge_offer(session.policies(), releases, session.settings(session.wants()).registry)
    lines = [line for verdict in found for line in sentences(verdict, requirers.get(verdict.subject, ()))]
    return Refused(tuple(lines), tuple(as_rows(found)))


def refused_with_required(
    session: Session, name: PackName, version: Version, documents: Mapping[PackName, PackDocument]
) -> Refused:
    """The same of one release and of all that it would bring into an empty project; raises E_POLICY."""
    if not session.policies():
        return Refused()
    brought = _brought(session, name, version, documents)
    requirers: dict[str, list[str]] = {}
    for requirer, release in brought.items():
        for requirement in release.requires:
            requirers.setdefault(str(requirement.name), []).append(str(requirer))
    others = [(found, release.version) for found, release in brought.items() if found != name]
    return refused_offers(session, [(name, version), *others], requirers)


def _brought(
    session: Session, name: PackName, version: Version, documents: Mapping[PackName, PackDocument]
) -> dict[PackName, ReleaseEntry]:
    """What an install would choose; nothing where none meets the requirements, as the install will say."""
    from installer_cli.keep import resolve_allowed
    from installer_cli.resolve import Preferences
    from packformat.errors import ConflictError, NotFoundError
    from packformat.versions import Requirement, Specifier

    wanted = [Requirement(name, Specifier.parse(f"=={version}"))]
    preferences = Preferences({}, policies=session.policies())
    try:
        return resolve_allowed(wanted, documents, preferences, first=(), registry="")
    except (ConflictError, NotFoundError):
        return {}
