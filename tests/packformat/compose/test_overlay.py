"""Rules that change one of another pack: from the form to the manifest, and back again."""

import tomllib
from typing import Any

import pytest

from packformat.archive import Entry
from packformat.build import build_pack
from packformat.compose import compose, reopen
from packformat.compose.gaps import find_gaps
from packformat.compose.origins import Origin, origin_of
from packformat.manifest import Manifest
from packformat.tomltext import toml_document
from tests.support.drafts import CLOSE

OVERRIDE = {
    "id": "rule-3",
    "title": "Approval limit",
    "value": "2,000 an invoice",
    "source": "Our board",
    "until": "2027-03-31",
    "of": "accounting-close",
    "since": "1.2.0",
    "instead": "5,000 an invoice",
}
STANDS = {
    "versions": "^1.2.0",
    "overrides": [
        {
            "name": "Approval limit",
            "value": "2,000 an invoice",
            "source": "Our board",
            "until": "2027-03-31",
            "instead-of": "5,000 an invoice",
        }
    ],
}


def answered(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**CLOSE, "rules": [*CLOSE["rules"], *rules], **more}


def manifest_of(content: dict[str, Any]) -> dict[str, Any]:
    files = {entry.path: entry.data for entry in compose(content)}
    return tomllib.loads(files["pack.toml"].decode())


def test_a_rule_of_another_pack_stands_in_the_manifest_and_nowhere_else() -> None:
    content = answered(OVERRIDE)
    files = {entry.path: entry.data for entry in compose(content)}
    assert manifest_of(content)["extends"] == {"accounting-close": STANDS}
    assert b"Approval limit" not in files["memory/month-end-close-rules/rules.md"]
    built = build_pack(compose(content))
    assert "memory/overrides/overrides.md" in built.added
    assert [str(item.name) for item in built.manifest.requires] == ["accounting-close"]
    assert reopen(built.entries) == (content, [])
    assert find_gaps(content) == []


def test_the_newest_version_that_was_read_is_needed_and_any_where_none_is_said() -> None:
    other = {**OVERRIDE, "id": "rule-4", "title": "Age", "since": "1.10.0"}
    assert manifest_of(answered(OVERRIDE, other))["extends"]["accounting-close"]["versions"] == "^1.10.0"
    said = {key: value for key, value in OVERRIDE.items() if key != "since"}
    assert manifest_of(answered(said))["extends"]["accounting-close"]["versions"] == "*"


def test_what_was_required_is_extended_under_the_same_versions() -> None:
    content = answered(OVERRIDE, more={"requires": {"accounting-close": "^1.1", "ledger-core": "*"}})
    manifest = manifest_of(content)
    assert manifest["requires"] == {"ledger-core": "*"}
    assert manifest["extends"]["accounting-close"]["versions"] == "^1.1"
    alone = answered(OVERRIDE, more={"requires": {"accounting-close": "^1.1"}})
    assert "requires" not in manifest_of(alone)


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("of", "A Pack", "of"),
        ("of", "month-end-close", "of"),
        ("of", "a", "of"),
        ("since", "1.2", "since"),
        ("until", "2027-02-31", "until"),
        ("until", "soon", "until"),
        ("title", "A | B", "title"),
        ("value", "see @file", "value"),
        ("source", "two\nlines", "source"),
        ("instead", "@", "instead"),
    ],
)
def test_what_no_pack_can_hold_is_said_at_its_field_and_stays_in_the_draft(
    field: str, value: str, place: str
) -> None:
    content = answered({**OVERRIDE, field: value})
    assert [gap.field for gap in find_gaps(content)] == [f"rules.rule-3.{place}"]
    built = build_pack(compose(content))
    assert bool(built.manifest.extends) == (field == "since")


def test_the_same_rule_of_the_same_pack_cannot_be_changed_twice() -> None:
    content = answered(OVERRIDE, {**OVERRIDE, "id": "rule-4", "title": "approval  Limit"})
    assert [gap.field for gap in find_gaps(content)] == ["rules.rule-4.title"]


def with_manifest(content: dict[str, Any], **fields: Any) -> list[Entry]:
    """The files of a draft with fields of the manifest changed by hand."""
    manifest = toml_document({**manifest_of(content), **fields}).encode()
    return [Entry(one.path, manifest) if one.path == "pack.toml" else one for one in compose(content)]


@pytest.mark.parametrize(
    "extends",
    [
        {"accounting-close": {"versions": "^1.2.0", "overrides": [{"name": "Approval limit", "value": "1"}]}},
        {"accounting-close": {**STANDS, "versions": "^1.3"}},
        {
            "accounting-close": {
                "versions": "^1.2.0",
                "overrides": [*STANDS["overrides"], {"name": "b", "value": "c"}],
            }
        },
        {"accounting-close": STANDS, "ledger-core": {"versions": "*"}},
        {"accounting-close": {"versions": "^1.2.0"}},
        {},
    ],
)
def test_what_was_changed_by_hand_is_kept_and_what_the_answers_still_say_stays_theirs(
    extends: dict[str, Any],
) -> None:
    entries = with_manifest(answered(OVERRIDE), extends=extends)
    content, own = reopen(entries)
    wanted = Manifest.parse(next(one.data for one in entries if one.path == "pack.toml"))
    again = Manifest.parse(next(one.data for one in compose(content, own) if one.path == "pack.toml"))
    assert again == wanted
    stands = STANDS["overrides"][0] in extends.get("accounting-close", {}).get("overrides", [])
    assert (OVERRIDE in content["rules"]) == stands


def test_a_rule_that_is_taken_out_of_the_answers_is_gone_from_the_manifest() -> None:
    content, _ = reopen(with_manifest(answered(OVERRIDE), summary="Another sentence, written by hand"))
    content["rules"] = content["rules"][:2]
    assert "extends" not in manifest_of(content)


def test_findings_lead_to_the_rule_or_the_page() -> None:
    content = answered()
    content["rules"] = [OVERRIDE, *content["rules"]]
    built = {entry.path: entry.data.decode() for entry in build_pack(compose(content)).entries}
    path = "memory/month-end-close-rules/rules.md"
    line = next(number for number, text in enumerate(built[path].split("\n"), 1) if "Tolerance" in text)
    assert origin_of(content, path, line, built[path]) == Origin("rules", "rule-1")
    page = "memory/overrides/overrides.md"
    assert origin_of(content, page, 5, built[page]) == Origin("rules")
