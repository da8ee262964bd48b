"""Holding packs against policies: every policy has to agree, so one more never allows more.

Pure, and blind to order: the same policies and packs give the same refusals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.policy.policy import ALLOW, REGISTRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.policy.policy import Policy, Rule
    from packformat.versions import Version

ALLOWED, DENIED, NOT_LISTED = "allowed", "denied", "not-listed"
"""How a pack stands to the policies."""
PRESENT, MISSING, WRONG_VERSION, IN_PART = "present", "missing", "wrong-version", "in-part"
"""How a pack stands that has to be there; a part of one is not the pack."""
FOREIGN = "foreign"
"""How a registry stands that packs may not come from."""


class Ground(NamedTuple):
    """What a judgement rests on: a policy's line, and the reason that it gives."""

    policy: Policy
    rule: str
    reason: str = ""


class Verdict(NamedTuple):
    """How a pack or a registry stands to the policies, and on what grounds.

    ``version`` is empty for a registry, and for a pack that is not there; ``wanted`` are the versions, or the
    registries, that would do, where only some would.
    """

    subject: str
    version: str
    status: str
    grounds: tuple[Ground, ...] = ()
    wanted: str = ""


class Judgement(NamedTuple):
    """All verdicts: on the registry, on each pack in the order of names, on each that is required."""

    registry: tuple[Verdict, ...]
    packs: tuple[Verdict, ...]
    required: tuple[Verdict, ...]

    @property
    def refusals(self) -> list[Verdict]:
        """What has to be otherwise."""
        found = (*self.registry, *self.packs, *self.required)
        return [verdict for verdict in found if verdict.status not in (ALLOWED, PRESENT)]


def judge(policies: Sequence[Policy], packs: Iterable[LockedPack], registry: str) -> Judgement:
    """Hold these packs from this registry against every policy; without packs no registry is at fault."""
    there = {str(pack.name): pack for pack in packs}
    return Judgement(
        tuple(_judge_registry(policies, registry)) if there else (),
        tuple(_judge_pack(policies, there[name].name, there[name].version) for name in sorted(there)),
        tuple(_judge_required(policies, there)),
    )


def judge_offer(
    policies: Sequence[Policy], releases: Iterable[tuple[PackName, Version]], registry: str
) -> list[Verdict]:
    """Why a registry, or a release that it offers, may not be taken; what is not asked for lacks nothing."""
    verdicts = list(_judge_registry(policies, registry))
    for name, version in releases:
        verdicts += [_judge_pack(policies, name, version), *_judge_version(policies, name, version)]
    return [verdict for verdict in verdicts if verdict.status != ALLOWED]


def _judge_pack(policies: Sequence[Policy], name: PackName, version: Version) -> Verdict:
    """How a pack stands: denied where any policy denies it, else not listed where any does not list it."""
    denied: list[Ground] = []
    unlisted: list[Ground] = []
    allowed: list[Ground] = []
    for policy in policies:
        denied += _grounds(policy, policy.denials(name, version))
        permissions = policy.permissions(name, version)
        allowed += _grounds(policy, permissions or ())
        if permissions == ():
            unlisted.append(Ground(policy, f"[{ALLOW}]"))
    if denied:
        return Verdict(name, str(version), DENIED, tuple(denied))
    if unlisted:
        others = [_versions_of(ground.policy, name) for ground in unlisted]
        return Verdict(name, str(version), NOT_LISTED, tuple(unlisted), " and ".join(filter(None, others)))
    return Verdict(name, str(version), ALLOWED, tuple(allowed))


def _grounds(policy: Policy, rules: Iterable[Rule]) -> Iterator[Ground]:
    return (Ground(policy, str(rule), rule.reason) for rule in rules)


def _versions_of(policy: Policy, name: str) -> str:
    """The versions of a pack that a policy lists, in words; empty where it lists none."""
    return " or ".join(rule.said for rule in policy.about(name).allow or ())


def _judge_registry(policies: Iterable[Policy], registry: str) -> Iterator[Verdict]:
    for policy in policies:
        if policy.registries is not None and registry not in policy.registries:
            wanted = ", ".join(policy.registries)
            yield Verdict(registry, "", FOREIGN, (Ground(policy, REGISTRIES),), wanted)


def _judge_required(policies: Iterable[Policy], packs: dict[str, LockedPack]) -> Iterator[Verdict]:
    for policy in policies:
        for rule in policy.require:
            pack = packs.get(rule.pattern.text)
            version = str(pack.version) if pack else ""
            grounds = (Ground(policy, str(rule), rule.reason),)
            yield Verdict(rule.pattern.text, version, _presence(rule, pack), grounds, rule.said)


def _judge_version(policies: Iterable[Policy], name: PackName, version: Version) -> Iterator[Verdict]:
    """Where a pack has to be there in another version than this."""
    for policy in policies:
        for rule in policy.about(name).require:
            if not rule.fits(name, version):
                grounds = (Ground(policy, str(rule), rule.reason),)
                yield Verdict(name, str(version), WRONG_VERSION, grounds, rule.said)


def _presence(rule: Rule, pack: LockedPack | None) -> str:
    if pack is None:
        return MISSING
    if not rule.fits(pack.name, pack.version):
        return WRONG_VERSION
    return IN_PART if pack.only else PRESENT
