"""A manifest for what was never written as a pack: always a valid one, and every guess is told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.derive import derive_manifest
from packformat.manifest import Manifest
from tests.support.refusals import refused

PLUGIN = ".claude-plugin/plugin.json"
FULL = {
    "name": "finance",
    "version": "1.3.0",
    "description": "Closes the books of a small firm",
    "author": {"name": "Ada", "email": "ada@x.invalid"},
    "license": "Apache-2.0",
    "keywords": ["books", "close"],
    "homepage": "https://x.invalid",
    "repository": {"url": "https://git.invalid/x"},
    "dependencies": ["ledger-core", {"name": "tax", "version": "^1.2.0"}, "rates@other-market"],
}


def derive(plugin: object, folder: str = "") -> tuple[Manifest, tuple[str, ...]]:
    return derive_manifest({PLUGIN: json.dumps(plugin).encode()}, folder)


def test_a_whole_plugin_manifest_needs_no_guess() -> None:
    manifest, inferred = derive(FULL)
    assert inferred == ()
    assert manifest.as_dict() == {
        "schema": 1,
        "name": "finance",
        "version": "1.3.0",
        "summary": "Closes the books of a small firm",
        "licence": "Apache-2.0",
        "authors": [{"name": "Ada"}],
        "keywords": ["books", "close"],
        "homepage": "https://x.invalid",
        "repository": "https://git.invalid/x",
        "requires": {"ledger-core": "*", "rates": "*", "tax": ">=1.2.0,<2.0.0"},
    }


GUESSES = {
    "a name in words": ({"name": "Month End!"}, "month-end", "the name `month-end`, from `Month End!`"),
    "a name with a digit first": ({"name": "3d print"}, "pack-3d-print", "from `3d print`"),
    "a name with accents": ({"name": "Ärzte & Straßen"}, "arzte-strassen", "from `Ärzte & Straßen`"),
    "a long name": ({"name": "x" * 90}, "x" * 64, "the name `"),
}


@pytest.mark.parametrize("case", GUESSES)
def test_a_name_is_made_of_what_there_is(case: str) -> None:
    change, name, sentence = GUESSES[case]
    manifest, inferred = derive(FULL | change)
    assert manifest.name == name
    assert any(sentence in said for said in inferred)


def test_a_folder_gives_the_name_when_nothing_else_does() -> None:
    manifest, inferred = derive_manifest({"skills/a/SKILL.md": b""}, "My Skills")
    assert manifest.name == "my-skills"
    assert inferred == (
        "the name `my-skills`, from the name of the folder",
        "the version `0.1.0`, because there was none",
        "the summary, because the description was missing or too short",
        "no licence, so nobody but the author may share it",
        "no author",
    )


@pytest.mark.parametrize(
    ("given_version", "version", "said"),
    [
        ("1.3.0", "1.3.0", False),
        ("1.2.0rc1", "1.2.0rc1", False),
        ("1.2", "1.2.0", True),
        ("v2.0.1", "2.0.1", True),
        ("1.0.0-beta.2", "1.0.0b2", True),
        ("1.0.0-rc", "1.0.0rc0", True),
        ("1.0.0+build5", "1.0.0", True),
        ("1.0.0-nightly.3", "0.1.0", True),
        ("1.2.3.4", "0.1.0", True),
        ("latest", "0.1.0", True),
        (3, "3.0.0", True),
        ([], "0.1.0", True),
        (None, "0.1.0", True),
    ],
)
def test_a_version_is_read_where_it_can_be(given_version: object, version: str, *, said: bool) -> None:
    manifest, inferred = derive(FULL | {"version": given_version})
    assert str(manifest.version) == version
    assert any(version in sentence for sentence in inferred) == said


def test_a_long_description_is_cut_at_a_word() -> None:
    manifest, inferred = derive(FULL | {"description": "word " * 100})
    assert manifest.summary.endswith("word…")
    assert len(manifest.summary) <= 300
    assert inferred == ("the summary, cut from a longer description",)


def test_authors_and_links_are_taken_in_every_form_that_is_met() -> None:
    manifest, _ = derive(
        FULL | {"author": "Grace", "repository": "https://git.invalid/y", "homepage": "http://x"}
    )
    assert [author.name for author in manifest.authors] == ["Grace"]
    assert (manifest.repository, manifest.homepage) == ("https://git.invalid/y", "")


def test_a_requirement_that_cannot_be_read_is_told_and_left_out() -> None:
    wanted = [
        {"name": "a-b", "version": ">=1 <2"},
        {"version": "1"},
        7,
        "finance",
        {"name": "tax", "version": None},
    ]
    manifest, inferred = derive(FULL | {"dependencies": wanted})
    assert manifest.requires == ()
    assert len([sentence for sentence in inferred if sentence.startswith("no requirement from")]) == 4


def test_more_requirements_than_a_pack_may_have_are_cut_and_told() -> None:
    manifest, inferred = derive(FULL | {"dependencies": [f"pack-{number}" for number in range(60)]})
    assert len(manifest.requires) == 50
    assert inferred == ("only the first 50 requirements",)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("README.md", "there is no `pack.toml` at the top of the pack"),
        ("pack/pack.toml", "but a `pack/pack.toml`"),
        ("Pack.TOML", "but a `Pack.TOML`"),
    ],
)
def test_nothing_to_go_by_is_refused_and_says_where_a_manifest_was_found(path: str, said: str) -> None:
    with refused("E_MANIFEST_MISSING", "`pack.toml`", said):
        derive_manifest({path: b"x"})


@pytest.mark.parametrize("text", [b"null", b"[]", b"1", b'"x"'])
def test_a_plugin_manifest_that_is_no_object_is_refused(text: bytes) -> None:
    with refused("E_MANIFEST_SYNTAX", PLUGIN, "line 1"):
        derive_manifest({PLUGIN: text})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "version"]), inner)
    ),
    max_leaves=6,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FULL, values)))
def test_whatever_a_plugin_says_the_derived_manifest_is_valid(plugin: dict) -> None:
    manifest, _ = derive(plugin, "folder")
    assert Manifest.parse(manifest.to_toml()) == manifest


def test_a_licence_that_no_field_names_is_that_of_its_file() -> None:
    derived = derive_manifest({"LICENSE": b"Apache License, Version 2.0", "agents/a.md": b"x"}, "month-end")
    assert derived.manifest.licence == "Apache-2.0"
    assert "the licence `Apache-2.0`, from what `LICENSE` says" in derived.inferred
