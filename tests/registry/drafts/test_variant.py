"""A pack of one's own made from another: what is credited, what is taken over, and that nothing is lost."""

from typing import Any

import pytest
from hypothesis import given, settings

from packformat.archive import Entry
from packformat.compose import compose
from packformat.compose.reopen import Reopened
from packformat.manifest import MadeFrom, Manifest
from packformat.names import PackName
from packformat.versions import Version
from registry.drafts.fields import fields_of
from registry.drafts.variant import MOST_AUTHORS, taken_over, variant_of
from tests.support.drafts import CLOSE, drafts


def original(version: str = "1.0.0", name: str = "month-end-close") -> MadeFrom:
    return MadeFrom(name=PackName.parse(name), version=Version.parse(version), tree=f"sha256:{'0' * 64}")


def opened(content: dict[str, Any] | None = None, **files: bytes) -> Reopened:
    own = [Entry(f"{path}.md", data) for path, data in files.items()]
    return Reopened(CLOSE if content is None else content, own)


def manifest(content: dict[str, Any]) -> Manifest:
    return Manifest.parse(next(entry.data for entry in compose(content) if entry.path == "pack.toml"))


def test_a_variant_has_a_name_of_its_own_and_credits_whom_it_was_made_from() -> None:
    content = variant_of(opened(), original()).content
    made = manifest({**content, "author": "Eve"})
    assert (made.name, str(made.version)) == ("month-end-close-variant", "1.0.0")
    assert [author.name for author in made.authors] == ["Eve", "Ada Example"]
    assert made.made_from == original()
    assert content["steps"] == CLOSE["steps"]


@pytest.mark.parametrize("name", ["a" + "b" * 63, "month-end-variant", "a" + "b" * 54 + "-cdefghi"])
def test_a_long_name_and_the_name_of_a_variant_make_a_name_as_well(name: str) -> None:
    made = variant_of(opened(), original(name=name)).content["name"]
    assert PackName.parse(made).endswith("-variant")
    assert not made.endswith("-variant-variant")


def test_of_the_most_authors_the_last_gives_way() -> None:
    many = {**CLOSE, "more": {"authors": [{"name": f"A{number}"} for number in range(MOST_AUTHORS)]}}
    assert len(variant_of(opened(many), original()).content["more"]["authors"]) == MOST_AUTHORS


def test_what_only_the_original_changed_is_taken_over() -> None:
    mine = variant_of(opened(), original())
    theirs = {**CLOSE, "rules": [*CLOSE["rules"][:1], {"id": "rule-3", "title": "End", "value": "5 days"}]}
    merged = taken_over(opened(), mine, opened(theirs, notes=b"new"), original("1.1.0"))
    assert merged.differing == []
    assert merged.opened.content["rules"] == theirs["rules"]
    assert [entry.path for entry in merged.opened.own] == ["notes.md"]
    assert manifest({**merged.opened.content, "author": "Eve"}).made_from == original("1.1.0")


def test_what_both_changed_stays_as_the_variant_has_it_and_is_told() -> None:
    mine = {**CLOSE, "summary": "Mine: the month is closed", "steps": [{"id": "step-1", "title": "Our bank"}]}
    theirs = {**CLOSE, "summary": "Theirs: the month is closed", "audience": "", "steps": CLOSE["steps"][1:]}
    merged = taken_over(opened(), opened(mine), opened(theirs), original("2.0.0"))
    assert merged.opened.content["summary"] == mine["summary"]
    assert merged.opened.content["steps"] == mine["steps"]
    assert "audience" not in merged.opened.content
    assert merged.differing == ["summary", "steps.step-1"]


def test_new_items_of_both_sides_stand_beside_each_other() -> None:
    mine = {**CLOSE, "steps": [*CLOSE["steps"], {"id": "step-3", "title": "Mine"}]}
    theirs = {**CLOSE, "steps": [*CLOSE["steps"], {"id": "step-3", "title": "Theirs"}]}
    merged = taken_over(opened(), opened(mine), opened(theirs), original())
    assert [step["title"] for step in merged.opened.content["steps"]][2:] == ["Mine", "Theirs"]
    assert merged.differing == []


def test_a_file_that_both_changed_in_other_lines_is_merged_and_one_in_the_same_line_stays() -> None:
    base = opened(far=b"a\nb\nc\n", near=b"a\n", gone=b"x\n", kept=b"x\n")
    mine = opened(far=b"A\nb\nc\n", near=b"mine\n", kept=b"mine\n")
    theirs = opened(far=b"a\nb\nC\n", near=b"theirs\n", gone=b"theirs\n")
    merged = taken_over(base, mine, theirs, original())
    assert {entry.path: entry.data for entry in merged.opened.own} == {
        "far.md": b"A\nb\nC\n",
        "near.md": b"mine\n",
        "kept.md": b"mine\n",
    }
    assert merged.differing == ["gone.md", "kept.md", "near.md"]


def test_that_a_file_can_be_run_is_taken_over_from_whoever_changed_it() -> None:
    base, mine = Reopened({}, [Entry("x", b"a\nb\nc\n")]), Reopened({}, [Entry("x", b"A\nb\nc\n")])
    theirs = Reopened({}, [Entry("x", b"a\nb\nC\n", executable=True)])
    for own, new in ((mine, theirs), (theirs, mine)):
        (entry,) = taken_over(base, own, new, original()).opened.own
        assert entry == Entry("x", b"A\nb\nC\n", executable=True)


def test_fields_of_the_manifest_that_no_page_asks_are_merged_and_credits_stay() -> None:
    base = {
        **CLOSE,
        "more": {"requires": {"ledger": "^1"}, "keywords": ["a"], "homepage": "https://a.invalid"},
    }
    mine = {**CLOSE, "more": {**base["more"], "keywords": ["mine"], "authors": [{"name": "Eve"}]}}
    theirs = {**CLOSE, "more": {"requires": {"ledger": "^2"}, "keywords": ["b"], "authors": [{"name": "Z"}]}}
    merged = taken_over(opened(base), opened(mine), opened(theirs), original())
    assert merged.opened.content["more"] == {
        "requires": {"ledger": "^2"},
        "keywords": ["mine"],
        "authors": [{"name": "Eve"}],
        "made-from": original().as_dict(),
    }
    assert merged.differing == ["more.keywords"]


@settings(max_examples=30)
@given(drafts, drafts)
def test_an_original_that_stayed_as_it_was_changes_no_word_of_the_variant(
    base: dict[str, Any], mine: dict[str, Any]
) -> None:
    merged = taken_over(opened(base), opened(mine), opened(base), original())
    assert merged.differing == []
    assert fields_of(merged.opened.content) == fields_of(mine)


@settings(max_examples=30)
@given(drafts, drafts, drafts)
def test_no_word_that_the_variant_changed_is_lost(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged = fields_of(taken_over(opened(base), opened(mine), opened(theirs), original()).opened.content)
    before = fields_of(base)
    changed = {field: said for field, said in fields_of(mine).items() if before.get(field) != said}
    assert {field: merged.get(field) for field in changed} == changed
