"""Reading a policy: whatever is not understood is refused, so that no typing error opens a door."""

from __future__ import annotations

import pytest

from packformat.errors import CtxpackError
from packformat.policy.policy import LARGEST_POLICY, MOST_RULES, Policy
from packformat.versions import Version
from tests.support.source import ROOT

WHOLE = b"""\xef\xbb\xbf# Example Ltd
policy = 1
contact = "ask packs@example.org"
registries = ["https://packs.example.org"]

[allow]
"acme-*" = "*"
close = {versions = "^1.2", reason = "checked in May"}

[deny]
"*-signals" = "no packs about trading"
acme-old = {versions = "<2", reason = "wrong rates"}

[require]
house-rules = "^2"
"""


def read(text: str | bytes) -> Policy:
    return Policy.parse(text if isinstance(text, bytes) else text.encode(), "policy.toml")


def refused(text: str | bytes) -> str:
    with pytest.raises(CtxpackError) as caught:
        read(text)
    assert caught.value.code == "E_POLICY"
    assert "`policy.toml` cannot be read, so nothing is allowed" in caught.value.message
    return str(caught.value.data["reason"])


def test_each_line_is_about_packs_and_their_versions() -> None:
    policy = read(WHOLE)
    assert (policy.contact, policy.registries) == ("ask packs@example.org", ("https://packs.example.org",))
    assert [str(rule) for rule in policy.allow] == ["[allow] acme-*", "[allow] close ^1.2"]
    assert [(str(rule), rule.reason) for rule in policy.deny] == [
        ("[deny] *-signals", "no packs about trading"),
        ("[deny] acme-old <2", "wrong rates"),
    ]
    assert [str(rule) for rule in policy.require] == ["[require] house-rules ^2"]


def test_the_example_that_people_begin_with_can_be_read() -> None:
    text = (ROOT / "docs/TRUST.md").read_text(encoding="utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    assert len(read(example).deny) == 2


@pytest.mark.parametrize(
    ("name", "version", "forbidden"),
    [
        ("acme-close", "1.0.0", False),
        ("acme-signals", "1.0.0", True),
        ("acme-old", "1.9.0", True),
        ("acme-old", "1.9.0rc1", True),
        ("acme-old", "2.0.0", False),
        ("close", "1.3.0rc1", False),
        ("close", "2.0.0", True),
        ("house-rules", "2.1.0", True),
        ("other", "1.0.0", True),
    ],
)
def test_a_pack_is_let_in_when_it_is_listed_and_not_denied(
    name: str, version: str, *, forbidden: bool
) -> None:
    assert read(WHOLE).forbids(name, Version.parse(version)) is forbidden


def test_a_pack_that_is_required_in_some_versions_may_not_come_in_others() -> None:
    policy = read('policy = 1\n[require]\nhouse-rules = "^2"\n')
    assert policy.forbids("house-rules", Version.parse("1.0.0"))
    assert not policy.forbids("house-rules", Version.parse("2.0.0"))
    assert not policy.forbids("close", Version.parse("1.0.0"))


def test_an_empty_list_of_what_is_allowed_allows_nothing() -> None:
    assert read("policy = 1\n[allow]\n").forbids("close", Version.parse("1.0.0"))
    assert not read("policy = 1\n").forbids("close", Version.parse("1.0.0"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "`policy` is missing"),
        ("policy = 2\n", "`policy` is not 1"),
        ("policy = true\n", "`policy` is not 1"),
        ("policy = 1\n[alow]\n", "a policy has no `alow`"),
        ("policy = 1\n[deny]\nclose = {version = '<2'}\n", "`close` under `[deny]` has no `version`"),
        ("policy = 1\n[deny]\nclose = {versions = '<2'}\n", "gives no reason"),
        ("policy = 1\n[deny]\nclose = ''\n", "gives no reason"),
        ("policy = 1\n[allow]\nclose = 1\n", "should be text"),
        ('policy = 1\n[allow]\nclose = "^1\\n"\n', "one line"),
        ("policy = 1\n[allow]\nclose = 'newest'\n", "`newest` is not a version requirement"),
        ("policy = 1\n[deny]\nclose = 1\n", "should be text"),
        ("policy = 1\n[deny]\n'Cl*' = 'no'\n", "no pack can have a name like `Cl*`"),
        ("policy = 1\n[require]\n'acme-*' = '*'\n", "`acme-*` is not a pack name"),
        ("policy = 1\nallow = ['close']\n", "`allow` should be a section"),
        ("policy = 1\nregistries = 'https://a.example'\n", "`registries` should be a list"),
        ("policy = 1\nregistries = [1]\n", "should be text"),
        ('policy = 1\n[deny]\nclose = "\\u001b[2J"\n', "all of them visible"),
        ('policy = 1\n[deny]\nclose = """one\ntwo"""\n', "one line"),
        ('policy = 1\ncontact = "\\u202eoops"\n', "all of them visible"),
        (f"policy = 1\ncontact = '{'x' * 151}'\n", "at most 150 characters"),
        (f"policy = 1\n[deny]\nclose = '{'x' * 301}'\n", "at most 300 characters"),
        ("policy = 1\n[deny]\nclose = 'a'\nclose = 'b'\n", "lines 3 and 4 both say `close`"),
        ("policy = 1\n<<<<<<< ours\n", "git has left a conflict"),
        (b"policy = 1\n# \xff\n", "byte 13 is not UTF-8"),
        (f"policy = 1\ndeep = {'[' * 100_000}\n", "nested too deeply"),
        (b"policy = 1\n" + b"#" * LARGEST_POLICY, "larger than"),
        (
            "policy = 1\n[deny]\n" + "".join(f"p{i} = 'no'\n" for i in range(MOST_RULES + 1)),
            f"more than {MOST_RULES} lines",
        ),
    ],
)
def test_what_is_not_understood_is_refused_and_said(text: str | bytes, reason: str) -> None:
    assert reason in refused(text)
