"""Building keeps every byte of the author's, and adds only what is absent."""

import json

import pytest
from hypothesis import given

from packformat.archive import Entry, read_archive
from packformat.build import build_pack
from packformat.digest import Digest
from packformat.errors import AuthorError
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH, Limits
from packformat.upload import read_upload
from tests.support.packing import MANIFEST, usual_entries
from tests.support.refusals import refused
from tests.support.strategies import trees

CONNECTOR = {
    "name": "bank",
    "description": "The bank",
    "remotes": [{"type": "sse", "url": "https://bank.invalid"}],
}


def plugin(**fields: object) -> Entry:
    return Entry(PLUGIN_MANIFEST_PATH, json.dumps(fields).encode())


def connector(value: object) -> Entry:
    return Entry("connectors/bank.json", json.dumps(value).encode())


def test_a_pack_becomes_a_plugin_too() -> None:
    built = build_pack(usual_entries(connector(CONNECTOR)))
    files = {entry.path: entry.data for entry in built.entries}
    assert built.added == (PLUGIN_MANIFEST_PATH, SERVERS_PATH)
    assert json.loads(files[PLUGIN_MANIFEST_PATH])["name"] == "month-end"
    assert json.loads(files[SERVERS_PATH]) == {
        "mcpServers": {"bank": {"type": "sse", "url": "https://bank.invalid"}}
    }
    assert [component.kind for component in built.components] == ["skill", "connector"]


def test_what_was_built_is_what_is_read() -> None:
    built = build_pack(usual_entries())
    archive = read_archive(built.archive)
    assert archive.entries == built.entries
    assert archive.record.rows == built.record.rows
    assert built.digest == Digest.of(built.archive)


@given(trees)
def test_every_file_of_the_author_is_kept_byte_for_byte(tree: list[Entry]) -> None:
    try:
        built = build_pack(tree, folder="my-pack")
    except AuthorError:
        return
    assert set(tree) <= set(built.entries)


def test_building_what_was_built_changes_nothing() -> None:
    built = build_pack(usual_entries(connector(CONNECTOR)))
    again = build_pack(read_upload(built.archive))
    assert (again.archive, again.added, again.inferred) == (built.archive, (), ())


def test_a_plugin_without_a_manifest_gets_one_and_the_guesses_are_told() -> None:
    built = build_pack([plugin(name="finance"), Entry("skills/a/SKILL.md", b"x")])
    assert built.added == (MANIFEST_PATH,)
    assert (built.manifest.name, str(built.manifest.version)) == ("finance", "0.1.0")
    assert len(built.inferred) == 4


def test_a_folder_names_a_pack_that_says_nothing_of_itself() -> None:
    assert build_pack([Entry("skills/a/SKILL.md", b"x")], folder="My pack").manifest.name == "my-pack"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "month-end"},
        {"name": "month-end", "version": "1.0.0"},
        {"name": "month-end", "version": None},
        {"name": "Month End"},
    ],
    ids=["no version", "the same version", "an empty version", "the name in words"],
)
def test_a_plugin_manifest_that_agrees_is_kept(fields: dict) -> None:
    built = build_pack(usual_entries(plugin(**fields)))
    assert built.added == ()


def test_a_trial_version_may_be_spelled_as_either_side_spells_it() -> None:
    manifest = Entry(MANIFEST_PATH, MANIFEST.replace(b"1.0.0", b"1.0.0rc1"))
    for version in ("1.0.0rc1", "1.0.0-rc.1"):
        assert build_pack([manifest, plugin(name="month-end", version=version)]).added == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "other"},
        {},
        {"name": "month-end", "version": "2.0.0"},
        {"name": ["month-end"]},
        {"name": "\u043cmonth-end"},
        {"name": "../month-end"},
        {"name": "month\u202eend"},
        {"name": "month-end" + " " * 60},
        {"name": "month-end", "version": []},
    ],
    ids=[
        "another name",
        "no name",
        "another version",
        "a list of names",
        "a letter of another alphabet",
        "a path",
        "a hidden character",
        "a long name",
        "a list of versions",
    ],
)
def test_a_plugin_manifest_that_disagrees_is_refused_with_both_values(fields: dict) -> None:
    with refused(
        "E_IDENTITY_MISMATCH", PLUGIN_MANIFEST_PATH, "month-end" if "version" not in fields else "version = "
    ):
        build_pack(usual_entries(plugin(**fields)))


def test_a_name_that_was_derived_means_what_the_plugin_manifest_says() -> None:
    skill = Entry("skills/tie/SKILL.md", b"---\nname: tie\ndescription: Tie out.\n---\n")
    assert build_pack([skill, plugin(name="Month End")]).manifest.name == "month-end"
    with refused("E_IDENTITY_MISMATCH", PLUGIN_MANIFEST_PATH, "month-end"):
        build_pack([skill, plugin(name="\u0430month-end")])


def test_what_cannot_be_read_is_refused() -> None:
    with refused("E_MANIFEST_SYNTAX", "pack.toml"):
        build_pack([Entry(MANIFEST_PATH, b"name =")])
    with refused("E_SCHEMA", "connectors/bank.json"):
        build_pack(usual_entries(connector({})))
    with refused("E_MANIFEST_SYNTAX", PLUGIN_MANIFEST_PATH):
        build_pack(usual_entries(Entry(PLUGIN_MANIFEST_PATH, b"null")))
    with refused("E_TOO_MANY"):
        build_pack(usual_entries(), limits=Limits(files=2))
