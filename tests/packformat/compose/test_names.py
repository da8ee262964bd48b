"""How files are named, out of pieces that are chosen: what they make holds to the names that were given."""

import re
from typing import Any

import pytest

from packformat.compose import compose, find_gaps
from packformat.compose.names import PIECES, try_names
from packformat.conventions.convention import read_convention
from packformat.rules import run_rules
from tests.support.drafts import CLOSE

PAPERS: dict[str, Any] = CLOSE["names"][0]
PATH = "conventions/papers-of-a-close.toml"


def files_of(**changes: Any) -> dict[str, bytes]:
    content = {**CLOSE, "names": [{**PAPERS, **changes}]}
    return {entry.path: entry.data for entry in compose(content)}


def gaps_of(**changes: Any) -> dict[str, str]:
    return {gap.field: gap.message for gap in find_gaps({**CLOSE, "names": [{**PAPERS, **changes}]})}


def test_pieces_become_a_convention_that_every_rule_accepts() -> None:
    convention = read_convention(PATH, files_of()[PATH])
    assert (convention.shape, convention.files) == ("2026-10_what-it-is_v2.pdf", ("close/papers/**",))
    assert convention.about == "A right name says what a file is without opening it."
    assert convention.bad == (("Bank Oct FINAL.pdf", "no month, and final says nothing"),)
    assert convention.fault("2026-10_bank.docx") == "after `2026-10_bank.` comes `docx`"
    assert run_rules(compose(CLOSE)).findings == ()


@pytest.mark.parametrize("piece", [*PIECES])
def test_every_piece_fits_what_it_is_shown_as(piece: str) -> None:
    name = {"listed": "Draft (1)", "words": "été-2026"}.get(piece, PIECES[piece][1])
    changes = {"first": piece, "second": "year", "third": "", "endings": [], "listed": ["Draft (1)", "Sent"]}
    for between, mark in (("underscore", "_"), ("hyphen", "-"), ("space", " "), ("dot", ".")):
        files = files_of(**changes, between=between, good=[f"{name}{mark}2026.pdf"], bad=["?.pdf: no"])
        assert read_convention(PATH, files[PATH]).fault(f"{name}{mark}2026.docx") == ""


def test_a_convention_that_its_examples_do_not_show_is_not_written_and_the_gap_says_why() -> None:
    assert PATH not in files_of(good=["2026-10_Bank.pdf"])
    assert gaps_of(good=["2026-10_Bank.pdf"]) == {
        "names.name-1.good": "“2026-10_Bank.pdf” does not fit what you chose: "
        "after “2026-10_” comes “Bank.pdf”"
    }
    assert gaps_of(bad=["2026-10_bank.pdf: no account"]) == {
        "names.name-1.bad": "“2026-10_bank.pdf” is as you say a name should be, and you call it wrong"
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"first": "", "second": "", "third": "", "good": []}, "first"),
        ({"second": "listed", "good": ["2026-10_.pdf"]}, "listed"),
        ({"good": []}, "good"),
        ({"good": ["close/2026-10_bank.pdf"]}, "good"),
        ({"bad": ["Bank.pdf"]}, "bad"),
        ({"about": "short"}, "about"),
        ({"folders": ["close/*"]}, "folders"),
    ],
)
def test_what_is_missing_is_said_at_its_field_in_plain_words(changes: dict[str, Any], field: str) -> None:
    gaps = gaps_of(**changes)
    assert f"names.name-1.{field}" in gaps
    assert not [said for said in gaps.values() if re.search(r"`|pattern|regex", said)]


def test_examples_are_tried_while_they_are_typed() -> None:
    [tried] = try_names({"names": [{**PAPERS, "bad": ["2026-10_x.pdf"]}]})
    assert [(row.good, row.right) for row in tried.rows] == [(True, True), (True, True), (False, False)]
    assert not tried.separates
    assert try_names(CLOSE)[0].separates
    assert try_names({"names": [{"id": "name-1", "title": "x"}]}) == []


def test_what_would_load_a_file_is_written_otherwise() -> None:
    assert read_convention(PATH, files_of(about="Ask me@example.org about it")[PATH]).about.count("(at)") == 1


def test_more_words_than_a_pattern_holds_are_not_tried() -> None:
    listed = [f"{number}{'x' * 18}" for number in range(20)]
    changes = {"first": "listed", "second": "listed", "listed": listed}
    [tried] = try_names({"names": [{**PAPERS, **changes}]})
    assert tried.rows == ()
    assert PATH not in files_of(**changes)
