"""A convention says which files it is about, and of a name that does not fit where it goes wrong."""

import unicodedata

import pytest

from packformat.conventions.convention import conventions_in
from tests.support.conventions import PATH, TEXT, papers
from tests.support.refusals import refused


def test_a_convention_is_read_with_its_examples() -> None:
    convention = papers()
    assert (convention.name, convention.shape) == ("papers", "year-month_what_v1.pdf")
    assert convention.good[0] == "2026-10_bank-statement.pdf"
    assert convention.bad == (("Bank Oct FINAL.pdf", "no month, and final says nothing"),)
    assert convention.effort == convention.pattern.size * (26 + 24 + 18)


def test_it_is_about_the_files_of_its_globs_alone() -> None:
    paths = ["close/2026-10/a.csv", "letters/b.pdf", "letters/b.docx"]
    assert [path for path in paths if papers().covers(path)] == paths[:2]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("2026-10_bank.pdf", ""),
        (unicodedata.normalize("NFD", "2026-10_café.pdf"), ""),
        ("Bank.pdf", "it begins with `B`"),
        ("2026-13_bank.pdf", "after `2026-1` comes `3_bank.pdf`"),
        ("2026-10_bank", "after `2026-10_bank` something is missing"),
    ],
)
def test_a_fault_is_said_at_its_place(name: str, fault: str) -> None:
    assert papers().fault(name) == fault


def test_a_pattern_that_is_not_plain_is_refused_by_name() -> None:
    with refused("E_PATTERN", PATH, "looks ahead"):
        papers(TEXT.replace("(_v[0-9]+)?", "(?!x)").replace("{4}", ""))


@pytest.mark.parametrize(
    "change",
    [
        ("without opening it", "see @close"),
        ("Papers of a close", "Papers @close"),
        ("2026-10_accruals_v2", "close/2026-10_accruals"),
        ("Bank Oct FINAL", "Bank `id`"),
        ("pattern", "regex"),
    ],
)
def test_what_would_load_a_file_or_break_a_page_does_not_follow_the_schema(change: tuple[str, str]) -> None:
    with refused("E_SCHEMA", PATH):
        papers(TEXT.replace(*change))


def test_a_convention_that_cannot_be_read_does_not_keep_others_from_it() -> None:
    files = {
        PATH: TEXT.encode(),
        "conventions/b.toml": b"[",
        "conventions/a/b.toml": b"[",
        "conventions/a.md": b"",
    }
    assert [convention.name for convention in conventions_in(files)] == ["papers"]
