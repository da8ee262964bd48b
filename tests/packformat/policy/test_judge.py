"""Packs held against policies: the strictest wins, whatever the order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.digest import Digest
from packformat.lockfile import LockedPack
from packformat.names import PackName
from packformat.policy.judge import Judgement, Verdict, judge, judge_offer
from packformat.policy.policy import Policy
from packformat.tomltext import toml_document
from packformat.versions import Version

HERE, ELSEWHERE = "https://packs.example.org", "https://other.example.org"
NAMES = ("close", "ledger", "acme-close")


def pack(name: str, version: str = "1.0.0", *, only: tuple[str, ...] = ()) -> LockedPack:
    digest = Digest.of(name.encode())
    return LockedPack(PackName(name), Version.parse(version), digest, 1, digest, (), only)


def policy(path: str = "policy.toml", **sections: object) -> Policy:
    return Policy.parse(toml_document({"policy": 1, **sections}).encode(), path)


def told(verdicts: tuple[Verdict, ...]) -> list[tuple[str, str, str]]:
    return [(one.subject, one.status, one.wanted) for one in verdicts]


def judged(*policies: Policy, packs: list[LockedPack]) -> Judgement:
    return judge(policies, packs, HERE)


def test_a_denial_stands_before_what_allows_and_names_every_line() -> None:
    both = judged(
        policy("a", allow={"close": "*"}, deny={"cl*": "no", "close": {"versions": "<2", "reason": "old"}}),
        policy("b", deny={"*": "all"}),
        packs=[pack("close")],
    )
    assert told(both.packs) == [("close", "denied", "")]
    assert [(ground.policy.path, ground.rule, ground.reason) for ground in both.packs[0].grounds] == [
        ("a", "[deny] cl*", "no"),
        ("a", "[deny] close <2", "old"),
        ("b", "[deny] *", "all"),
    ]


def test_of_what_is_only_offered_no_more_is_told_than_what_may_not_be_taken() -> None:
    orders = policy("a", registries=[ELSEWHERE], deny={"ledger": "no"}, require={"acme-close": "*"})
    offers = [(PackName(name), Version.parse("1.0.0")) for name in ("close", "ledger")]
    assert [(one.subject, one.status) for one in judge_offer([orders], offers, HERE)] == [
        (HERE, "foreign"),
        ("ledger", "denied"),
    ]
    assert judge_offer([orders], offers[:1], ELSEWHERE) == []
    newer = policy(require={"close": "^2", "ledger": "^1"})
    assert told(tuple(judge_offer([newer], offers, HERE))) == [("close", "wrong-version", "^2")]


def test_what_one_policy_lists_another_has_to_list_too() -> None:
    found = judged(
        policy("a", allow={"*": "*"}),
        policy("b", allow={"close": "^2"}),
        packs=[pack("close"), pack("ledger")],
    )
    assert told(found.packs) == [("close", "not-listed", "^2"), ("ledger", "not-listed", "")]
    assert found.packs[0].grounds[0].policy.path == "b"


def test_what_allows_a_pack_is_said() -> None:
    (verdict,) = judged(policy(allow={"acme-*": "*"}), packs=[pack("acme-close")]).packs
    assert (verdict.status, verdict.grounds[0].rule) == ("allowed", "[allow] acme-*")


def test_what_has_to_be_there_is_there_whole_and_in_the_right_version() -> None:
    asked = policy(require={"close": "^1", "ledger": "^2", "acme-close": "*", "house-rules": "*"})
    packs = [pack("close"), pack("ledger"), pack("acme-close", only=("skill:close",))]
    found = judged(asked, packs=packs)
    assert told(found.required) == [
        ("close", "present", "^1"),
        ("ledger", "wrong-version", "^2"),
        ("acme-close", "in-part", "*"),
        ("house-rules", "missing", "*"),
    ]
    assert [one.subject for one in found.refusals] == ["ledger", "acme-close", "house-rules"]


def test_packs_come_from_the_registries_that_are_named() -> None:
    named = policy(registries=[ELSEWHERE])
    assert told(judged(named, packs=[pack("close")]).registry) == [(HERE, "foreign", ELSEWHERE)]
    assert judged(policy(registries=[ELSEWHERE, HERE]), packs=[pack("close")]).registry == ()
    assert judged(named, packs=[]).refusals == []


RANGES = st.sampled_from(["*", "^1", ">=2", "<2"])
PATTERNS = st.sampled_from([*NAMES, "*", "acme-*", "*l*"])
POLICIES = st.builds(
    lambda sections: policy(**sections),
    st.fixed_dictionaries(
        {},
        optional={
            "registries": st.lists(st.sampled_from([HERE, ELSEWHERE])),
            "allow": st.dictionaries(PATTERNS, RANGES),
            "deny": st.dictionaries(
                PATTERNS, RANGES.map(lambda versions: {"versions": versions, "reason": "no"})
            ),
            "require": st.dictionaries(st.sampled_from(NAMES), RANGES),
        },
    ),
)
PACKS = st.lists(
    st.builds(pack, st.sampled_from(NAMES), st.sampled_from(["1.0.0", "2.0.0", "2.0.0rc1"])),
    unique_by=lambda one: one.name,
    min_size=1,
)


def subjects(found: Judgement) -> set[tuple[str, str]]:
    """What is refused, each once: a pack as what is there, a pack as what has to be there, a registry."""
    kinds = (("registry", found.registry), ("pack", found.packs), ("required", found.required))
    return {
        (kind, verdict.subject)
        for kind, verdicts in kinds
        for verdict in verdicts
        if verdict in found.refusals
    }


@pytest.mark.unmeasured
@settings(max_examples=300)
@given(st.lists(POLICIES, max_size=2), POLICIES, PACKS, st.data())
def test_one_more_policy_never_allows_more_and_the_order_does_not_matter(
    policies: list[Policy], more: Policy, packs: list[LockedPack], data: st.DataObject
) -> None:
    before = judge(policies, packs, HERE)
    shuffled = data.draw(st.permutations([*policies, more]))
    after = judge(shuffled, packs, HERE)
    assert subjects(before) | subjects(judge([more], packs, HERE)) == subjects(after)


@given(st.lists(POLICIES, max_size=3), PACKS)
def test_what_is_chosen_from_is_what_would_not_be_refused(
    policies: list[Policy], packs: list[LockedPack]
) -> None:
    forbidden = {
        one.name
        for one in packs
        if any(each.about(one.name).forbids(one.name, one.version) for each in policies)
    }
    assert forbidden == {
        one.name for one in packs if any(each.forbids(one.name, one.version) for each in policies)
    }
    found = judge(policies, packs, HERE)
    refused = {
        one.subject for one in found.refusals if one in (*found.packs, *found.required) and one.version
    }
    assert refused == forbidden
