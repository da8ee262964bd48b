"""Which packs a line of a policy is about."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.policy.pattern import NamePattern


@pytest.mark.parametrize(
    "text", ["Acme-*", "acme_*", "acme--*", "-*", "*-", "1*", "", "a", "a/*", "a*\x1b", "x" * 65, "acme-[a]"]
)
def test_a_pattern_that_no_name_can_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no pack can have a name like"):
        NamePattern(text)


@given(st.from_regex(r"[ab*]{1,6}", fullmatch=True), st.from_regex(r"[ab]{2,7}", fullmatch=True))
def test_each_star_stands_for_any_characters(text: str, name: str) -> None:
    text = text if "*" in text else f"{text}*"
    assert NamePattern(text).fits(name) == bool(re.fullmatch(text.replace("*", "[ab]*"), name))


def test_a_name_without_a_star_means_that_pack_alone() -> None:
    pattern = NamePattern("close")
    assert pattern.fits("close")
    assert not pattern.fits("close-books")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("acme-*", ["acme-close", "acme-x"], ["acme", "my-acme-close"]),
        ("*-close-*", ["my-close-books"], ["close-books", "my-close", "my-books"]),
        ("a*a", ["aa", "aba"], ["ab", "ba"]),
    ],
)
def test_a_form_of_names_means_those_that_have_it(text: str, inside: list[str], outside: list[str]) -> None:
    pattern = NamePattern(text)
    assert [name for name in [*inside, *outside] if pattern.fits(name)] == inside
