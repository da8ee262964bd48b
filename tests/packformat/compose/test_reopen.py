"""Opening a pack again: nothing of it is lost, whoever wrote it."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings

from fixtures.demo import PACKS
from packformat.archive import Entry
from packformat.build import build_pack
from packformat.compose import compose, covered, reopen
from packformat.manifest import Manifest
from packformat.tomltext import toml_document
from tests.support.drafts import CLOSE, drafts
from tests.support.folders import entries_of, shipped_packs
from tests.support.packs import pack_files

HOMEPAGE = "https://example.org"


@settings(max_examples=20)
@given(drafts)
def test_what_was_composed_opens_as_what_was_answered(content: dict[str, Any]) -> None:
    assert reopen(compose(content)) == (content, [])


@settings(max_examples=20)
@given(drafts)
def test_what_was_published_opens_as_what_was_answered(content: dict[str, Any]) -> None:
    assert reopen(build_pack(compose(content)).entries) == (content, [])


@pytest.mark.parametrize("name", shipped_packs())
def test_a_pack_written_by_hand_comes_out_as_it_went_in(name: str) -> None:
    entries = entries_of(PACKS / name)
    content, own = reopen(entries)
    again = {entry.path: entry for entry in compose(content, own)}
    for entry in entries:
        if entry.path == "pack.toml":
            assert Manifest.parse(again[entry.path].data) == Manifest.parse(entry.data)
        else:
            assert again[entry.path] == entry
    assert set(again) - {entry.path for entry in entries} == {"answers.toml"}


def test_a_file_changed_by_hand_stays_as_it_was_changed() -> None:
    changed = [
        Entry(entry.path, b"By hand\n") if entry.path.endswith("SKILL.md") else entry
        for entry in compose(CLOSE)
    ]
    content, own = reopen(changed)
    assert [entry.data for entry in own] == [b"By hand\n"]
    assert compose(content, own) == changed


def test_a_sample_changed_by_hand_is_what_is_answered_now() -> None:
    changed = [
        Entry(entry.path, b"Better\n") if entry.path.endswith("good-sample-1/answer.md") else entry
        for entry in compose(CLOSE)
    ]
    assert reopen(changed).content["samples"][0]["text"] == "Better"


def test_a_manifest_changed_by_hand_is_what_is_answered_now() -> None:
    files = {entry.path: entry for entry in compose(CLOSE)}
    manifest = {**tomllib.loads(files["pack.toml"].data.decode()), "version": "1.1.0", "homepage": HOMEPAGE}
    files["pack.toml"] = Entry("pack.toml", toml_document(manifest).encode())
    content, own = reopen(files.values())
    assert content["version"] == "1.1.0"
    assert content["more"]["homepage"] == HOMEPAGE
    assert own == []
    (again,) = [entry for entry in compose(content) if entry.path == "pack.toml"]
    assert Manifest.parse(again.data) == Manifest.parse(files["pack.toml"].data)


def test_a_file_taken_away_by_hand_stays_away() -> None:
    kept = [entry for entry in compose(CLOSE) if entry.path != "README.md"]
    content, own = reopen(kept)
    assert content["without"] == ["README.md"]
    assert "README.md" not in {entry.path for entry in compose(content, own)}


def test_a_pack_of_another_author_with_a_file_called_like_ours_keeps_it() -> None:
    files = {**pack_files(), "answers.toml": b'answers = "none of yours"\n'}
    content, own = reopen(Entry(path, data) for path, data in files.items())
    again = {entry.path: entry.data for entry in compose(content, own)}
    assert again["answers.toml"] == files["answers.toml"]


def test_a_server_file_that_the_build_made_is_left_to_the_build() -> None:
    connector = b"""{"name": "x/ledger", "description": "The ledger", "remotes": [
        {"type": "sse", "url": "https://example.org/mcp"}]}"""
    files = {**pack_files(), "connectors/ledger.json": connector}
    built = build_pack([Entry(path, data) for path, data in files.items()])
    assert ".mcp.json" in built.added
    assert {entry.path for entry in reopen(built.entries).own} == set(files) - {"pack.toml"}


def test_a_plugin_without_a_manifest_opens_too() -> None:
    plugin = b'{"name": "ledger", "version": "1.0.0", "description": "Keeps the ledger in order"}'
    content, _own = reopen([Entry(".claude-plugin/plugin.json", plugin)], "ledger")
    assert content["name"] == "ledger"


def test_a_plugin_goes_on_under_its_next_version_with_every_file_kept() -> None:
    plugin = b'{"name": "ledger", "version": "1.0.0", "description": "Keeps the ledger", "keywords": ["x"]}'
    files = {
        ".claude-plugin/plugin.json": plugin,
        "skills/ledger/SKILL.md": b"---\nname: ledger\ndescription: Keeps it\n---\nKeep it.\n",
        "README.md": b"# Ours\n",
    }
    released = build_pack([Entry(path, data) for path, data in files.items()], folder="ledger").entries
    content, own = reopen(released, "ledger")
    built = build_pack(compose({**content, "title": "The ledger", "version": "1.1.0"}, own))
    again = {entry.path: entry.data for entry in built.entries}
    assert again == {
        **files,
        ".claude-plugin/plugin.json": plugin.replace(b"1.0.0", b"1.1.0"),
        "pack.toml": again["pack.toml"],
        "answers.toml": again["answers.toml"],
    }
    assert str(built.manifest.version) == "1.1.0"


def test_it_is_known_which_answers_a_file_of_the_packs_own_stands_before() -> None:
    files = [entry.path for entry in compose(CLOSE)]
    assert covered(CLOSE, files) == sorted({*files} - {"pack.toml", "answers.toml"})
    assert covered(CLOSE, ["README.md", "scripts/own.py"]) == ["README.md"]
