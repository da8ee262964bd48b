"""Versions and requirements give the answers of `packaging`, the authority on PEP 440."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version as Oracle

from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version
from tests.support.refusals import refused
from tests.support.strategies import names, specifier_texts, version_texts

BROKEN_VERSIONS = [
    *("", "1", "1.0", "v1", "v1.0.0", "1.0.x", "1..0", "1.0.0.0", "1.0.0 ", " 1.0.0", "1.0.0\n", "01.0.0"),
    *("1.0.0-rc1", "1.0.0rc", "1.0.0rc01", "1.0.0RC1", "1.0.0.dev1", "1.0.0.post1", "1.0.0+local", "1!1.0.0"),
    *("1.0.0a1b2", "-1.0.0", "1.0.0a", "\u0661.0.0", "²1.0.0", "1.0.1234567890", "1_0.0.0"),
]
BROKEN_SPECIFIERS = {
    "1.2": "has no operator",
    ">=": "`` is not a version",
    ">=x": "`x` is not a version",
    ">=1.2.3.4": "is not a version",
    ">=1.*": "`1.*` is not a version",
    "==1.0.0rc1.*": "is not a version",
    "~=1": "needs two numbers",
    "===1.0": "is not a version",
    ">=1,": "`` has no operator",
    ">=1 <2": "is not a version",
    "latest": "`latest` has no operator",
    ">=1,*": "`*` has no operator",
    "^1.*": "is not a version",
}


@given(version_texts)
def test_a_version_is_read_back_as_it_was_written(text: str) -> None:
    assert str(Version.parse(text)) == text == str(Oracle(text))


@given(version_texts, version_texts)
@settings(max_examples=500)
def test_versions_sort_as_packaging_sorts_them(one: str, other: str) -> None:
    ours, theirs = (Version.parse(one), Version.parse(other)), (Oracle(one), Oracle(other))
    assert (ours[0] < ours[1], ours[0] == ours[1]) == (theirs[0] < theirs[1], theirs[0] == theirs[1])
    assert (hash(ours[0]) == hash(ours[1])) or ours[0] != ours[1]
    assert ours[0].is_prerelease == theirs[0].is_prerelease


@pytest.mark.parametrize("text", BROKEN_VERSIONS, ids=repr)
def test_what_is_not_a_version_is_refused(text: str) -> None:
    with refused("E_VERSION"):
        Version.parse(text)


@pytest.mark.parametrize("value", [None, 1.1, ["1.0.0"]], ids=repr)
def test_what_is_not_text_is_not_a_version(value: object) -> None:
    with refused("E_VERSION", str(value)):
        Version.parse(value)


@pytest.mark.unmeasured
@given(specifier=specifier_texts, version=version_texts, prereleases=st.booleans())
@settings(max_examples=3000)
def test_a_specifier_accepts_what_packaging_accepts(
    specifier: str, version: str, *, prereleases: bool
) -> None:
    ours = Specifier.parse(specifier).contains(Version.parse(version), prereleases=prereleases)
    assert ours == SpecifierSet(specifier).contains(Oracle(version), prereleases=prereleases)


@pytest.mark.unmeasured
@given(specifier_texts, version_texts)
@settings(max_examples=1000)
def test_trial_versions_count_by_default_only_where_a_clause_names_one(specifier: str, version: str) -> None:
    """`packaging` answered so until release 25; from 26 on `contains` takes any unless told not to."""
    ours, theirs = Specifier.parse(specifier), SpecifierSet(specifier)
    asked = bool(theirs.prereleases)
    assert ours.accepts_prereleases == asked
    assert ours.contains(Version.parse(version)) == theirs.contains(Oracle(version), prereleases=asked)


@given(specifier_texts)
def test_a_specifier_has_one_text_that_reads_back_to_an_equal_one(text: str) -> None:
    specifier = Specifier.parse(text)
    again = Specifier.parse(specifier.text)
    assert (again, again.text, hash(again)) == (specifier, specifier.text, hash(specifier))
    assert Specifier.parse(str(specifier)) == specifier


@given(specifier_texts, version_texts)
def test_the_order_of_clauses_carries_no_meaning(text: str, version: str) -> None:
    backwards = ",".join(reversed(text.split(",")))
    assert Specifier.parse(backwards) == Specifier.parse(text)
    assert Specifier.parse(backwards).contains(Version.parse(version)) == Specifier.parse(text).contains(
        Version.parse(version)
    )


CARETS = {
    "^1.2.3": (["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "2.0.0rc1"]),
    "^1.2": (["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]),
    "^1": (["1.0.0", "1.9.9"], ["0.9.9", "2.0.0"]),
    "^0.2.3": (["0.2.3", "0.2.9"], ["0.2.2", "0.3.0", "1.0.0"]),
    "^0.2": (["0.2.0", "0.2.9"], ["0.3.0", "0.1.9"]),
    "^0.0.3": (["0.0.3"], ["0.0.4", "0.0.2"]),
    "^0.0": (["0.0.0", "0.0.9"], ["0.1.0"]),
    "^0": (["0.0.0", "0.9.9"], ["1.0.0"]),
    "^1.2.0rc1": (["1.2.0rc1", "1.2.0", "1.9.0rc1"], ["1.2.0b9", "2.0.0rc1"]),
}


@pytest.mark.parametrize("text", CARETS)
def test_a_caret_goes_up_to_the_next_change_of_the_leftmost_number(text: str) -> None:
    taken, refused_ones = CARETS[text]
    specifier = Specifier.parse(text)
    assert [str(v) for v in map(Version.parse, taken) if specifier.contains(v)] == taken
    assert [v for v in map(Version.parse, refused_ones) if specifier.contains(v)] == []


@pytest.mark.parametrize("text", ["", "*", " ", " * "], ids=repr)
def test_nothing_and_a_star_take_any_final_version(text: str) -> None:
    specifier = Specifier.parse(text)
    assert str(specifier) == "*"
    assert specifier.text == ""
    assert specifier.contains(Version.parse("0.0.1"))
    assert not specifier.contains(Version.parse("1.0.0rc1"))


@pytest.mark.parametrize("text", BROKEN_SPECIFIERS)
def test_what_is_not_a_requirement_is_refused_with_the_reason(text: str) -> None:
    with refused("E_REQUIREMENT", BROKEN_SPECIFIERS[text]):
        Specifier.parse(text)


def test_a_specifier_that_is_not_text_is_refused() -> None:
    with refused("E_REQUIREMENT", "it is not text"):
        Specifier.parse(1.2)


@given(names, specifier_texts)
def test_a_requirement_reads_back_to_an_equal_one(name: str, specifier: str) -> None:
    requirement = Requirement(PackName.parse(name), Specifier.parse(specifier))
    assert Requirement.parse(str(requirement)) == requirement
    assert hash(Requirement.parse(str(requirement))) == hash(requirement)


def test_a_requirement_is_a_name_with_versions_in_any_common_spelling() -> None:
    wanted = Requirement(PackName.parse("ledger-core"), Specifier.parse("==1.2.0"))
    assert Requirement.parse("ledger-core@1.2.0") == wanted == Requirement.parse("ledger-core ==1.2.0")
    assert Requirement.parse("ledger-core") == Requirement.parse("ledger-core*")


@pytest.mark.parametrize(
    ("text", "code"), [("Ledger>=1", "E_NAME"), ("ledger>1.x", "E_REQUIREMENT"), ("ledger@", "E_REQUIREMENT")]
)
def test_a_broken_requirement_is_refused(text: str, code: str) -> None:
    with refused(code):
        Requirement.parse(text)


def test_values_show_what_they_are() -> None:
    assert repr(Version.parse("1.2.0rc1")) == "Version('1.2.0rc1')"
    assert repr(Specifier.parse("<2,>=1")) == "Specifier('>=1.0.0,<2.0.0')"
    assert repr(Requirement.parse("a-b>=1")) == "Requirement('a-b>=1.0.0')"
    assert (Specifier.parse("*") == "*", Requirement.parse("a-b") == "a-b") == (False, False)
