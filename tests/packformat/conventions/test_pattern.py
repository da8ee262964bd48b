"""A pattern means what it means to Python's own machine, and no name wears it out."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from packformat.conventions import pattern as machine
from packformat.conventions.pattern import Pattern

_letters = st.sampled_from([*"abc1_. é", r"\.", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", ".", r"\-", r"\$"])
_sets = st.sampled_from(["[a-c]", "[^a]", r"[\d_.-]", "[-b]", r"[^\w]", r"[\S]", r"[!-\-]", r"[\]a]"])
_repeats = st.sampled_from(["", "?", "*", "+", "{2}", "{0}", "{1,}", "{0,2}"])
_of_groups = st.sampled_from(["", "?", "{2}", "{0,2}"])
"""Python's own machine takes for ever where a repeat without an end stands in another."""


def _larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rows = st.lists(part, max_size=3).map("".join)
    ways = st.lists(rows, min_size=1, max_size=3).map("|".join)
    return st.tuples(st.sampled_from(["(", "(?:"]), ways, _of_groups).map(
        lambda found: f"{found[0]}{found[1]}){found[2]}"
    )


_parts = st.tuples(_letters | _sets, _repeats).map("".join)
patterns = st.lists(st.recursive(_parts, _larger, max_leaves=4), max_size=4).map("".join)
names = st.text("aabbc1_. é-$\n!]", max_size=6)


@settings(max_examples=60)
@given(patterns, names)
@example("^a|b$", "b")
@example(r"a\$", "a$")
@example(r"^a\\$", "a\\")
@example("(a*)*", "aaa")
def test_a_name_fits_as_pythons_own_machine_says(text: str, name: str) -> None:
    assert Pattern(text).fits(name) == (re.fullmatch(text, name) is not None)


@pytest.mark.parametrize(
    ("name", "place"), [("2026-10.pdf", None), ("2026_10.pdf", 4), ("2026-10", 7), ("x", 0)]
)
def test_a_name_that_does_not_fit_is_followed_to_where_it_goes_wrong(name: str, place: int | None) -> None:
    assert Pattern(r"\d{4}-\d\d\.pdf").stops_at(name) == place


def test_a_pattern_that_wears_others_out_takes_no_longer_than_any_other() -> None:
    name = "a" * 5000 + "!"
    before = time.process_time()
    assert not Pattern("(a|a)*b|(a*)*c|(a+)+d").fits(name)
    assert not Pattern("(.*a){20}").fits("b" * 5000)
    assert time.process_time() - before < 5, (
        "one way after the other would take longer than the world has been"
    )


def test_steps_that_are_remembered_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_MOST_KEPT", 3)
    pattern = Pattern("[a-z]*[0-9]")
    assert pattern.fits("abcdefgh1")
    assert len(pattern._known) <= 3
