"""The manifest: everything wrong with it at once, and a value that writes itself back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.manifest import Author, MadeFrom, Manifest, read_manifest
from packformat.names import PackName
from packformat.statements.overlay import Extended, Override
from packformat.versions import Requirement, Specifier, Version
from tests.support.packing import MANIFEST
from tests.support.refusals import refused
from tests.support.strategies import names, specifier_texts, version_texts

FULL = """schema = 1
name = "month-end"
version = "1.2.0rc1"
title = "Month end"
summary = "Closes the month, one step at a time"
licence = "Apache-2.0"
professions = ["bookkeeper"]
keywords = ["month end", "close"]
jurisdictions = ["GB", "US-CA", "any"]
not-for = ["Filing taxes"]
first-prompts = ["Close October"]
valid-from = 2026-01-01
valid-until = "2026-12-31"
homepage = "https://month-end.invalid"
repository = "https://git.invalid/month-end"

[[authors]]
name = "Ada"
email = "ada@month-end.invalid"
url = "https://ada.invalid"

[made-from]
name = "accounting-close"
version = "2.0.0"
tree = "sha256:0000000000000000000000000000000000000000000000000000000000000000"

[requires]
ledger-core = "^1.0"
chart-of-accounts = "*"

[extends.house-style]
versions = "^2.1"

[[extends.house-style.overrides]]
name = "Approval limit"
value = "2,000 an invoice"
source = "Our board"
until = "2027-03-31"
instead-of = "5,000 an invoice"

[tensions]
"Approval limit" = "The lower one is for rent"

[[inputs]]
key = "currency"
type = "choice"
title = "Your currency"
choices = ["EUR", "GBP"]

[powers]
hosts = ["api.invalid"]

[ownership]
"memory/house-rules" = "seeded"
"""
HOUSE_STYLE = Requirement(PackName.parse("house-style"), Specifier.parse("^2.1"))
BROKEN = {
    "a broken name": ('name = "Accounting_Close"', ["E_NAME"]),
    "a broken version": ('version = "v1"', ["E_VERSION"]),
    "a version with a space": ('version = "1.0.0 "', ["E_VERSION"]),
    "a version that is a number": ("version = 1.10", ["E_SCHEMA"]),
    "a broken requirement": ('[requires]\nledger = "latest"', ["E_REQUIREMENT"]),
    "a requirement with a broken name": ('[requires]\nLedger = "*"', ["E_NAME"]),
    "a requirement of another type": ("[requires]\nledger = 1", ["E_SCHEMA"]),
    "itself": ('[requires]\nmonth-end = "*"', ["E_DEPENDENCY_CYCLE"]),
    "an overlay of itself": ('[extends]\nmonth-end = {versions = "*"}', ["E_DEPENDENCY_CYCLE"]),
    "an overlay with broken versions": ('[extends]\nledger = {versions = "new"}', ["E_REQUIREMENT"]),
    "an overlay of a broken name": ('[extends]\nLedger = {versions = "*"}', ["E_NAME"]),
    "an overlay of no versions": ("[extends]\nledger = {}", ["E_SCHEMA"]),
    "what is extended and required": (
        '[requires]\nledger = "*"\n[extends]\nledger = {versions = "*"}',
        ["E_SCHEMA"],
    ),
    "an override that loads a file": (
        '[extends]\nledger = {versions = "*", overrides = [{name = "a", value = "@b"}]}',
        ["E_SCHEMA"],
    ),
    "a field not known": ('scritps = "x"', ["E_SCHEMA"]),
    "a name that is a number": ("name = 1", ["E_SCHEMA"]),
    "an original with a broken name and version": (
        '[made-from]\nname = "A"\nversion = "1"\ntree = "sha256:' + "0" * 64 + '"',
        ["E_NAME", "E_VERSION"],
    ),
    "an original without a digest": ('[made-from]\nname = "ledger"\nversion = "1.0.0"', ["E_SCHEMA"]),
    "an original that is text": ('made-from = "ledger"', ["E_SCHEMA"]),
    "requirements that are text": ('requires = "none"', ["E_SCHEMA"]),
    "several things": ('name = "A"\nversion = "x"\nscritps = 1', ["E_NAME", "E_VERSION", "E_SCHEMA"]),
}


def _changed(lines: str) -> bytes:
    """The small manifest with lines of the same key replaced; a table goes to the end."""
    if lines.startswith("["):
        return MANIFEST + b"\n" + lines.encode()
    keys = {line.partition(" =")[0] for line in lines.split("\n")}
    head, authors = MANIFEST.decode().split("\n\n")
    kept = [line for line in head.split("\n") if line.partition(" =")[0] not in keys]
    return ("\n".join([lines, *kept, "", authors])).encode()


@pytest.mark.parametrize("case", BROKEN)
def test_everything_that_is_wrong_is_said_once(case: str) -> None:
    lines, codes = BROKEN[case]
    manifest, problems = read_manifest(_changed(lines))
    assert manifest is None
    assert [problem.code for problem in problems] == codes
    with refused(codes[0]):
        Manifest.parse(_changed(lines))


def test_a_date_without_quotes_is_a_text_wherever_it_stands() -> None:
    text = FULL.replace('until = "2027-03-31"', "until = 2027-03-31").replace('"close"', "2026-01-31")
    manifest = Manifest.parse(text.encode())
    assert manifest.extends[0].overrides[0].until == "2027-03-31"
    assert manifest.keywords == ("month end", "2026-01-31")


def test_a_manifest_that_cannot_be_read_has_one_problem() -> None:
    manifest, problems = read_manifest(b"name = ")
    assert (manifest, [problem.code for problem in problems]) == (None, ["E_MANIFEST_SYNTAX"])


def test_every_field_is_read() -> None:
    manifest = Manifest.parse(FULL.encode())
    assert manifest == Manifest(
        name=PackName.parse("month-end"),
        version=Version.parse("1.2.0rc1"),
        title="Month end",
        summary="Closes the month, one step at a time",
        licence="Apache-2.0",
        professions=("bookkeeper",),
        keywords=("month end", "close"),
        jurisdictions=("GB", "US-CA", "any"),
        not_for=("Filing taxes",),
        first_prompts=("Close October",),
        valid_from=dt.date(2026, 1, 1),
        valid_until=dt.date(2026, 12, 31),
        homepage="https://month-end.invalid",
        repository="https://git.invalid/month-end",
        made_from=MadeFrom(
            name=PackName.parse("accounting-close"),
            version=Version.parse("2.0.0"),
            tree=f"sha256:{'0' * 64}",
        ),
        authors=(Author(name="Ada", email="ada@month-end.invalid", url="https://ada.invalid"),),
        requires=(
            Requirement.parse("chart-of-accounts"),
            HOUSE_STYLE,
            Requirement(PackName.parse("ledger-core"), Specifier.parse("^1.0")),
        ),
        extends=(
            Extended(
                HOUSE_STYLE,
                (
                    Override(
                        "Approval limit", "2,000 an invoice", "Our board", "2027-03-31", "5,000 an invoice"
                    ),
                ),
            ),
        ),
        tensions={"Approval limit": "The lower one is for rent"},
        inputs=({"key": "currency", "type": "choice", "title": "Your currency", "choices": ["EUR", "GBP"]},),
        powers={"hosts": ("api.invalid",)},
        ownership={"memory/house-rules": "seeded"},
    )


@pytest.mark.parametrize("text", [FULL.encode(), MANIFEST], ids=["full", "small"])
def test_a_manifest_writes_itself_back(text: bytes) -> None:
    manifest = Manifest.parse(text)
    assert Manifest.parse(manifest.to_toml()) == manifest


lines = st.text(st.characters(exclude_categories=["Cs"]), min_size=10, max_size=60)


@given(names, version_texts, lines, st.lists(st.tuples(names, specifier_texts), max_size=3), st.dates())
def test_any_manifest_writes_itself_back(
    name: str, version: str, summary: str, requires: list[tuple[str, str]], day: dt.date
) -> None:
    wanted = {other: text for other, text in requires if other != name and len(text) <= 200}
    manifest = Manifest(
        name=PackName.parse(name),
        version=Version.parse(version),
        summary=summary,
        licence="MIT",
        authors=(Author(name="Ada"),),
        valid_from=day,
        requires=tuple(
            Requirement(PackName.parse(other), Specifier.parse(wanted[other])) for other in sorted(wanted)
        ),
    )
    assert Manifest.parse(manifest.to_toml()) == manifest


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name: close", "a `=` is missing between a name and its value"),
        ("name = close", "a value is missing, or a text is not in straight quotes"),
        ('name = "close" now', "something follows after the end of a value"),
        ('name = "close\n', "a text has no closing quote"),
        ("= 1", "a line begins with something that is no name"),
        ("name = 'close", "Expected"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words_with_its_place(text: str, reason: str) -> None:
    [problem] = read_manifest(text.encode())[1]
    assert str(problem.data["reason"]).startswith(reason)
    assert "(at line " in problem.message
