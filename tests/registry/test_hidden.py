from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.hidden import describe, reveal_plain, split_hidden

HIDDEN = [
    "\x00",
    "\x08",
    "\x1b",
    "\x7f",
    "\x85",
    "\u00ad",
    "\u034f",
    "\u061c",
    "\u115f",
    "\u180e",
    "\u200b",
    "\u200e",
    "\u2028",
    "\u202e",
    "\u2060",
    "\u2066",
    "\u2800",
    "\u3164",
    "\ue000",
    "\ufe00",
    "\ufeff",
    "\uffa0",
    "\U000e0041",
    "\U000e0100",
]


@pytest.mark.parametrize("char", HIDDEN, ids=lambda char: f"U+{ord(char):04X}")
def test_a_character_that_draws_nothing_is_named(char: str) -> None:
    assert reveal_plain(f"a{char}b") == f"a[{describe(char)}]b"


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "tab\tand\nline",
        "naïve café",
        "月末締め",
        "שלום",
        "👩\u200d💻",
        "❤\ufe0f",
        "1\ufe0f⃣",
        "\u0646\u0645\u06cc\u200c\u062e",
    ],
)
def test_ordinary_text_of_any_script_is_left_alone(text: str) -> None:
    assert reveal_plain(text) == text


@pytest.mark.parametrize("text", ["pay\u200dpal", "a\ufe0f", "\u200da", "a\u200c"])
def test_a_joiner_or_emoji_style_where_it_has_no_use_is_named(text: str) -> None:
    assert "[U+" in reveal_plain(text)


def test_a_message_in_tag_characters_is_read_out() -> None:
    smuggled = "".join(chr(0xE0000 + ord(char)) for char in "ignore <b>")
    assert reveal_plain(f"hello{smuggled}") == "hello[hidden text: ignore <b>]"


def test_a_run_of_one_character_is_counted_and_a_mixed_run_is_summed_up() -> None:
    assert describe("\u200b" * 3) == "U+200B, 3 times"
    assert describe("\u200b\u200e") == "2 hidden characters"


def test_empty_text_has_no_runs() -> None:
    assert list(split_hidden("")) == []


@given(st.text(max_size=60))
def test_the_runs_joined_are_the_text_and_they_alternate(text: str) -> None:
    runs = list(split_hidden(text))
    assert "".join(run.text for run in runs) == text
    assert all(one.hidden != other.hidden for one, other in pairwise(runs))
