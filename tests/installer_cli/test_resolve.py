from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from installer_cli.resolve import Preferences, resolve
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.index import PackDocument, ReleaseEntry
from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version
from tests.support.terms import LONG

REGISTRY = "https://packs.test"


def document(name: str, **releases: dict[str, str]) -> PackDocument:
    """A pack's document; ``v1_2_0={"other": ">=1"}`` is release 1.2.0 that requires other."""
    entries = [
        entry(version.strip("v").replace("_", "."), requires) for version, requires in releases.items()
    ]
    return PackDocument(PackName(name), 1, entries, LONG)


def entry(version: str, requires: dict[str, str] | None = None, *, yanked: str | None = None) -> ReleaseEntry:
    return ReleaseEntry(
        version=Version.parse(version),
        archive=Digest.of(version.encode()),
        size=1,
        tree=Digest.of(b""),
        files=1,
        unpacked=1,
        published_at="2026-01-01T00:00:00Z",
        requires=[
            Requirement(PackName(name), Specifier.parse(text)) for name, text in (requires or {}).items()
        ],
        yanked=yanked,
    )


def choose(
    wants: list[str], *documents: PackDocument, locked: dict[str, str] | None = None
) -> dict[str, str]:
    chosen = resolve(
        [Requirement.parse(text) for text in wants],
        {document.name: document for document in documents},
        Preferences({PackName(name): Version.parse(version) for name, version in (locked or {}).items()}),
        registry=REGISTRY,
    )
    return {str(name): str(release.version) for name, release in chosen.items()}


def conflict(wants: list[str], *documents: PackDocument) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        choose(wants, *documents)
    return caught.value


def test_a_pack_and_what_it_requires_are_chosen_newest_first() -> None:
    close = document("close", v1_0_0={"ledger": ">=1.0"}, v1_1_0={"ledger": ">=1.0,<2"})
    ledger = document("ledger", v1_0_0={}, v1_5_0={}, v2_0_0={})
    assert choose(["close"], close, ledger) == {"close": "1.1.0", "ledger": "1.5.0"}


def test_a_set_that_cannot_work_is_refused_naming_every_requirer() -> None:
    """The case that the most complete other installer takes without a word: a needs c 1, b needs c 2."""
    packs = (
        document("aa", v1_0_0={"cc": "^1.0"}),
        document("bb", v1_0_0={"cc": "^2.0"}),
        document("cc", v1_5_0={}, v2_0_0={}),
    )
    error = conflict(["aa", "bb"], *packs)
    assert (error.code, error.exit_code) == ("E_CONFLICT", 4)
    assert error.data["reasons"] == [
        "this project wants `aa`",
        "`aa` 1.0.0 requires `cc` >=1.0.0,<2.0.0",
        "this project wants `bb`",
        "`bb` 1.0.0 requires `cc` >=2.0.0,<3.0.0",
    ]


def test_an_older_release_is_taken_where_the_newest_cannot_work() -> None:
    packs = (
        document("aa", v1_0_0={"cc": "^1.0"}),
        document("dd", v1_0_0={"cc": "^1.0"}, v2_0_0={"cc": "^2.0"}),
        document("cc", v1_5_0={}, v2_0_0={}),
    )
    assert choose(["aa", "dd"], *packs) == {"aa": "1.0.0", "cc": "1.5.0", "dd": "1.0.0"}


def test_requirements_shared_by_versions_are_told_in_one_sentence() -> None:
    many = {f"v1_{minor}_0": {"cc": ">=2"} for minor in range(6)}
    error = conflict(["aa"], document("aa", **many), document("cc", v1_0_0={}))
    assert "every version of `aa` requires `cc` >=2.0.0" in error.data["reasons"]
    assert "`cc` has 1.0.0 alone, which does not fit" in error.data["reasons"]


def test_some_versions_among_many_are_listed() -> None:
    releases = {f"v1_{minor}_0": {"cc": ">=2"} for minor in range(6)}
    error = conflict(["aa>=1.1"], document("aa", **releases, v0_1_0={}), document("cc", v1_0_0={}))
    assert "`aa` 1.0.0, 1.1.0, 1.2.0, 1.3.0, … requires `cc` >=2.0.0" in error.data["reasons"]


def test_locked_versions_stay_while_they_fit() -> None:
    close = document("close", v1_0_0={}, v1_1_0={}, v2_0_0={})
    assert choose(["close"], close, locked={"close": "1.0.0"}) == {"close": "1.0.0"}
    assert choose(["close>=1.1"], close, locked={"close": "1.0.0"}) == {"close": "2.0.0"}
    assert choose(["close"], close, locked={"close": "9.0.0"}) == {"close": "2.0.0"}


def test_a_pack_that_does_not_exist_is_named_with_its_requirer() -> None:
    error = conflict(["close"], document("close", v1_0_0={"gone": ">=1"}))
    assert (error.code, error.exit_code) == ("E_PACK_UNKNOWN", 3)
    assert "there is no pack `gone` in https://packs.test" in error.message
    assert "`close` 1.0.0 requires `gone` >=1.0.0" in error.message


def test_a_pack_that_only_an_old_release_misses_does_not_matter() -> None:
    close = document("close", v1_0_0={"gone": ""}, v1_1_0={})
    assert choose(["close"], close) == {"close": "1.1.0"}


def test_yanked_releases_are_taken_only_when_locked_or_asked_for_exactly() -> None:
    close = PackDocument(
        PackName("close"), 1, [entry("1.0.0"), entry("1.1.0", yanked="wrong tax rate")], LONG
    )
    assert choose(["close"], close) == {"close": "1.0.0"}
    assert choose(["close==1.1.0"], close) == {"close": "1.1.0"}
    assert choose(["close"], close, locked={"close": "1.1.0"}) == {"close": "1.1.0"}
    error = conflict(["close>=1.1"], close)
    assert "`close` has 1.0.0, 1.1.0 (yanked), and none of them fits" in error.data["reasons"]


def test_a_pack_without_releases_is_said_to_have_none() -> None:
    assert (
        "`close` has no release"
        in conflict(["close"], PackDocument(PackName("close"), 1, [], LONG)).data["reasons"]
    )


def test_a_release_that_requires_itself_otherwise_is_never_taken() -> None:
    close = document("close", v1_0_0={}, v2_0_0={"close": "<2"})
    assert choose(["close"], close) == {"close": "1.0.0"}


def test_trial_versions_count_when_asked_for_or_when_nothing_else_fits() -> None:
    close = document("close", v1_0_0={}, v1_1_0rc1={})
    assert choose(["close"], close) == {"close": "1.0.0"}
    assert choose(["close>=1.1rc1"], close) == {"close": "1.1.0rc1"}
    assert choose(["close>1.0.0"], close) == {"close": "1.1.0rc1"}


versions = st.builds(
    lambda major, minor, trial: f"{major}.{minor}.0{trial}",
    st.integers(0, 2), st.integers(0, 3), st.sampled_from(["", "", "a1", "rc1"]),
)  # fmt: skip
clauses = st.builds(
    lambda operator, version: f"{operator}{version}",
    st.sampled_from([">=", "<=", "<", ">", "==", "!="]),
    versions,
)


@given(st.sets(versions, min_size=1, max_size=8), st.lists(clauses, max_size=2).map(",".join))
def test_the_releases_that_fit_are_those_that_packaging_would_take(
    released: set[str], specifier: str
) -> None:
    pack = PackDocument(PackName("close"), 1, [entry(version) for version in released], LONG)
    accepted = list(SpecifierSet(specifier).filter(released))
    if accepted:
        newest = max(accepted, key=Version.parse)
        assert choose([f"close{specifier}"], pack) == {"close": newest}
    else:
        assert conflict([f"close{specifier}"], pack).code == "E_CONFLICT"
