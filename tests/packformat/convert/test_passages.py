"""Lines become headings, items and paragraphs by their size, their signs and the gaps between them."""

from packformat.convert.lines import Line
from packformat.convert.passages import passages


def written(*lines: tuple[str, float, float, float]) -> list[str]:
    """The blocks of lines: text, left edge, top and size."""
    made = [Line(text, left, top, top + size, size) for text, left, top, size in lines]
    return [text for _, text in passages(made, 10)]


def test_larger_lines_are_headings_of_three_levels_unless_they_are_long() -> None:
    assert written(
        ("One", 0, 0, 20),
        ("Two", 0, 40, 14),
        ("Three", 0, 60, 12),
        ("text", 0, 80, 10),
        ("long " * 30, 0, 99, 12),
    ) == ["# One", "## Two", "### Three", "text", ("long " * 30).strip()]


def test_a_gap_and_a_new_item_begin_a_block() -> None:
    assert written(("one", 0, 0, 10), ("two", 0, 12, 10), ("three", 0, 40, 10)) == ["one two", "three"]
    assert written(("\u2022 a", 0, 0, 10), ("goes on", 9, 12, 10), ("2) b*c", 0, 24, 10)) == [
        "- a goes on", "2. b\\*c",
    ]  # fmt: skip


def test_items_that_stand_further_in_belong_to_the_one_above() -> None:
    lines = [("\u2022 a", 0, 0, 10), ("\uf0b7 b", 20, 12, 10), ("1. c", 40, 24, 10), ("\u2022 d", 0, 36, 10)]
    assert written(*lines) == ["- a", "   - b", "      1. c", "- d"]  # type: ignore[arg-type] # whole numbers do
    assert written(*lines[:1], ("text", 0, 40, 10), ("\u2022 b", 20, 60, 10)) == ["- a", "text", "- b"]  # type: ignore[arg-type] # as above


def test_no_lines_are_no_blocks() -> None:
    assert written() == []
