from packformat.tomltext import toml_document
from registry.models import Submission, User
from registry.services.judge import judge
from registry.services.yank import yank_release
from tests.support.packs import pack_files as files_of
from tests.support.registry import published, submitted

RULES = {"memory/rules/index.md": b"# Rules\n\n- **Limit**: 5000\n"}


def overlay(of: str, *names: str, name: str = "month-end") -> dict[str, bytes]:
    """Files by which a pack overrides these names of another."""
    overrides = [{"name": one, "value": "2000"} for one in names]
    more = toml_document({"extends": {of: {"versions": "*", "overrides": overrides}}})
    return {"pack.toml": files_of(name)["pack.toml"] + b"\n" + more.encode()}


def messages(submission: Submission, rule: str) -> list[str]:
    return [found.message for found in judge(submission).report.findings if found.rule == rule]


def test_an_override_of_what_the_other_pack_does_not_state_is_warned_about(ada: User) -> None:
    published(ada, name="ledger", extra=RULES)
    [message] = messages(submitted(ada, extra=overlay("ledger", "limit", "Age")), "registry/override-unknown")
    assert message == "`ledger` 1.0.0 states nothing under the name `Age`, so there is nothing to override"


def test_the_newest_release_counts_and_no_yanked_one(ada: User) -> None:
    published(ada, name="ledger", extra=RULES)
    published(ada, name="ledger", version="1.1.0")
    sent = submitted(ada, extra=overlay("ledger", "Limit"))
    assert len(messages(sent, "registry/override-unknown")) == 1
    yank_release(actor=ada, pack="ledger", version="1.1.0", reason="the rules are missing")
    assert messages(sent, "registry/override-unknown") == []


def test_an_overlay_of_an_overlay_may_override_what_that_one_overrides(ada: User) -> None:
    published(ada, name="ledger", extra=RULES)
    published(ada, name="firm", extra=overlay("ledger", "Limit", name="firm"))
    assert messages(submitted(ada, extra=overlay("firm", "Limit")), "registry/override-unknown") == []


def test_of_a_pack_that_is_not_here_only_that_is_said(ada: User) -> None:
    sent = submitted(ada, extra=overlay("ledger", "Limit"))
    assert messages(sent, "registry/override-unknown") == []
    assert len(messages(sent, "registry/requirement-unknown")) == 1


def test_packs_that_would_extend_each_other_are_refused(ada: User) -> None:
    published(ada, name="firm", extra=overlay("desk", "Limit", name="firm"))
    published(ada, name="desk", extra=overlay("month-end", "Limit", name="desk"))
    report = judge(submitted(ada, extra=overlay("firm", "Limit"))).report
    assert report.verdict == "rejected"
    assert "registry/extends-ring" in {found.rule for found in report.findings}
