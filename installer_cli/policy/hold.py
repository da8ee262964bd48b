"""Holding a run against the policies before anything is written."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.session import Session
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.policy.judge import Verdict
    from packformat.versions import Requirement

    Packs = Mapping[PackName, LockedPack]


def hold(session: Session, wants: Wants, packs: Packs, *, instead_of: Packs | None = None) -> None:
    """Raise E_POLICY_REFUSED unless every policy allows these packs, all of them, and none is lacking.

    Where they are to be ``instead_of`` others, by a run that only takes away or goes back, what was wrong
    before may stay so: else nobody could mend one thing while another is wrong.
    """
    if not session.policies():
        return
    refused = refusals(session, wants, packs)
    if instead_of is not None:
        before = refusals(session, session.wants(), instead_of)
        refused = [verdict for verdict in refused if verdict not in before]
    if refused:
        from installer_cli.policy.words import refusal

        raise refusal("E_POLICY_REFUSED", refused, requirers_of(wants, packs))


def refusals(session: Session, wants: Wants, packs: Packs) -> list[Verdict]:
    """What the policies do not let be as it is."""
    from packformat.policy.judge import judge

    return judge(session.policies(), packs.values(), session.settings(wants).registry).refusals


def requirers_of(wants: Wants, packs: Packs) -> dict[str, list[str]]:
    """For each pack that nobody asked for, the packs that bring it."""
    found: dict[str, list[str]] = {}
    for pack in packs.values():
        for requirement in pack.requires:
            if requirement.name not in wants.packs:
                found.setdefault(str(requirement.name), []).append(str(pack.name))
    return found


def lacking(session: Session, wants: Wants, requested: Iterable[Requirement]) -> list[Requirement]:
    """The packs that policies require and that neither the project nor this command line asks for."""
    if not session.policies():
        return []
    from packformat.names import PackName
    from packformat.versions import Requirement, Specifier

    texts: dict[PackName, list[str]] = {}
    known = {*wants.packs, *(requirement.name for requirement in requested)}
    for policy in session.policies():
        for rule in policy.require:
            name = PackName.parse(rule.pattern.text)
            if name not in known:
                session.console.note(f"{name} comes too: {policy.path} requires it")
                texts.setdefault(name, []).append(rule.versions.text)
    together = {name: ",".join(filter(None, found)) for name, found in texts.items()}
    return [Requirement(name, Specifier.parse(text)) for name, text in together.items()]
