"""Index documents: written on one line, read back whole, refused when they are not what they say."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.advisory import AdvisoryEntry
from packformat.digest import Digest
from packformat.index import (
    ARCHIVE_PATH,
    PACK_PATH,
    PackDocument,
    ReleaseEntry,
    RootDocument,
    Term,
)
from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version
from tests.support.refusals import refused
from tests.support.strategies import names, specifier_texts, version_texts
from tests.support.terms import LONG

SOURCE = "the document of `month-end`"
requirements = st.builds(
    lambda name, text: Requirement(PackName.parse(name), Specifier.parse(text)), names, specifier_texts
)
digests = st.binary(max_size=3).map(Digest.of)
sizes = st.integers(0, 2**40)
releases = st.builds(
    ReleaseEntry,
    version=version_texts.map(Version.parse),
    archive=digests,
    size=sizes,
    tree=digests,
    files=sizes,
    unpacked=sizes,
    published_at=st.just("2026-11-21T12:00:00Z"),
    requires=st.lists(requirements, max_size=3, unique_by=lambda item: item.name).map(tuple),
    summary=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    yanked=st.none() | st.just("wrong table"),
    powers=st.just({}) | st.just({"hosts": ["api.invalid"]}),
    tokens=st.just({}) | st.just({"always": 12}),
    badges=st.just(()) | st.just(("examples",)),
    advisories=st.just(()) | st.just((AdvisoryEntry("CTXA-1", "high", "Wrong table", "Update"),)),
)
documents = st.builds(
    PackDocument,
    names.map(PackName.parse),
    st.integers(1, 2**40),
    st.lists(releases, max_size=4, unique_by=lambda release: release.version).map(tuple),
    st.just(LONG),
)


def plain(document: PackDocument) -> dict:
    return json.loads(document.to_payload())


@given(documents)
def test_a_document_reads_back_to_the_same(document: PackDocument) -> None:
    again = PackDocument.parse(document.to_payload(), SOURCE)
    assert plain(again) == plain(document)
    assert again.to_payload() == document.to_payload()


@given(st.datetimes())
def test_every_moment_of_the_calendar_is_one(moment: datetime) -> None:
    text = f"{moment.isoformat(timespec='seconds')}Z"
    assert Term.read({"signed_at": "2024-02-29T23:59:59Z", "expires_at": text}).expires_at == text


def test_moments_compare_as_texts() -> None:
    early, late = Term("2026-11-28T09:59:59Z", ""), Term("2026-11-28T10:00:00Z", "")
    assert early < late


@given(documents)
def test_a_document_is_one_line_with_the_oldest_version_first(document: PackDocument) -> None:
    payload = document.to_payload()
    assert b"\n" not in payload
    versions = [Version.parse(row["version"]) for row in json.loads(payload)["releases"]]
    assert versions == sorted(versions)


def test_fields_of_a_later_format_are_passed_over() -> None:
    value = GOOD | {"later": 1, "releases": [GOOD["releases"][0] | {"later": 2}]}
    assert PackDocument.parse(json.dumps(value).encode(), SOURCE).name == "month-end"


def test_what_is_optional_may_be_absent() -> None:
    row = {key: GOOD["releases"][0][key] for key in GOOD["releases"][0] if key not in OPTIONAL}
    (release,) = PackDocument.parse(json.dumps(GOOD | {"releases": [row]}).encode(), SOURCE).releases
    assert (release.requires, release.summary, release.yanked) == ((), "", None)
    assert (dict(release.powers), dict(release.tokens), release.advisories) == ({}, {}, ())


OPTIONAL = {"requires", "summary", "yanked", "powers", "tokens"}
RELEASE = {
    "version": "1.0.0",
    "archive": Digest.of(b"a"),
    "size": 1,
    "tree": Digest.of(b"t"),
    "files": 1,
    "unpacked": 1,
    "published_at": "2026-11-21T12:00:00Z",
}
GOOD = {"type": "pack", "name": "month-end", "serial": 1, **LONG._asdict(), "releases": [RELEASE]}
BROKEN = {
    "another type": GOOD | {"type": "root"},
    "a broken name": GOOD | {"name": "Month"},
    "no serial": {key: value for key, value in GOOD.items() if key != "serial"},
    "an endless serial": GOOD | {"serial": float("inf")},
    "releases that are text": GOOD | {"releases": "none"},
    "a release that is a number": GOOD | {"releases": [1]},
    "a version twice": GOOD | {"releases": [RELEASE, RELEASE]},
    "a broken digest": GOOD | {"releases": [RELEASE | {"archive": "sha256:0"}]},
    "a missing digest": GOOD | {"releases": [{key: RELEASE[key] for key in RELEASE if key != "archive"}]},
    "requirements that are a list": GOOD | {"releases": [RELEASE | {"requires": ["a"]}]},
    "a broken requirement": GOOD | {"releases": [RELEASE | {"requires": {"ledger": "x"}}]},
    "powers that are text": GOOD | {"releases": [RELEASE | {"powers": {"hosts": "api.invalid"}}]},
    "no expiry": {key: value for key, value in GOOD.items() if key != "expires_at"},
    "an expiry in another time zone": GOOD | {"expires_at": "2999-01-01T00:00:00+01:00"},
    "an expiry in other digits": GOOD | {"expires_at": "٢٩٩٩-01-01T00:00:00Z"},
    "an expiry in no calendar": GOOD | {"expires_at": "9999-99-99T00:00:00Z"},
    "an expiry on a day that its month has not": GOOD | {"expires_at": "2999-02-29T00:00:00Z"},
    "an expiry in no year": GOOD | {"expires_at": "0000-01-01T00:00:00Z"},
    "an expiry at no hour": GOOD | {"expires_at": "2999-01-01T24:00:00Z"},
    "an expiry at no minute": GOOD | {"expires_at": "2999-01-01T00:60:00Z"},
    "an expiry on no day": GOOD | {"expires_at": "2999-01-00T00:00:00Z"},
    "an expiry that is a number": GOOD | {"expires_at": 4102444800},
    "a list": [],
    "nothing": None,
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_payload_that_is_no_document_is_refused(case: str) -> None:
    with refused("E_DOCUMENT", SOURCE):
        PackDocument.parse(json.dumps(BROKEN[case]).encode(), SOURCE)


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"\xff", b"[" * 100_000, b"{}", b"[]"], ids=lambda data: repr(data[:4])
)
def test_a_payload_that_is_no_json_is_refused(payload: bytes) -> None:
    for read in (PackDocument.parse, RootDocument.parse):
        with refused("E_DOCUMENT", SOURCE):
            read(payload, SOURCE)


@given(
    st.integers(1, 2**40),
    st.dictionaries(st.text("0123456789abcdef", min_size=16, max_size=16), st.binary(max_size=32)),
)
def test_a_root_document_reads_back_to_the_same_keys(serial: int, keys: dict[str, bytes]) -> None:
    root = RootDocument(serial, keys, LONG)
    again = RootDocument.parse(root.to_payload(), SOURCE)
    assert (again.serial, dict(again.keys), again.term) == (serial, keys, LONG)


def test_a_root_document_reads_back_to_the_same_handovers_and_retired_keys() -> None:
    root = RootDocument(1, {}, LONG, handovers=[b"{}\n{}\n", b"{}\n[]\n"], retired=["b", "a"])
    again = RootDocument.parse(root.to_payload(), SOURCE)
    assert (again.handovers, again.retired) == ((b"{}\n{}\n", b"{}\n[]\n"), {"a", "b"})
    assert b"handovers" not in RootDocument(1, {}, LONG).to_payload()


@pytest.mark.parametrize(
    "stated",
    [
        {"handovers": 1},
        {"handovers": [1]},
        {"handovers": ["\ud800"]},
        {"retired": 1},
        {"handovers": [""] * 101},
    ],
    ids=lambda stated: repr(stated)[:30],
)
def test_broken_or_endless_handovers_are_refused(stated: dict[str, object]) -> None:
    with refused("E_DOCUMENT", SOURCE):
        RootDocument.parse(
            json.dumps({"type": "root", "serial": 1, **LONG._asdict(), "keys": {}, **stated}).encode(), SOURCE
        )


@pytest.mark.parametrize("keys", [["a"], {"a": 1}, {"a": "é"}], ids=repr)
def test_broken_keys_are_refused(keys: object) -> None:
    with refused("E_DOCUMENT", SOURCE):
        RootDocument.parse(
            json.dumps({"type": "root", "serial": 1, **LONG._asdict(), "keys": keys}).encode(), SOURCE
        )


def test_paths_below_a_registry_are_the_same_everywhere() -> None:
    assert PACK_PATH.format(name="month-end") == "index/v1/packs/month-end.jsonl"
    assert ARCHIVE_PATH.format(hex="00") == "archives/00.zip"
