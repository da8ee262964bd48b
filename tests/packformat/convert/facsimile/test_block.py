from packformat.convert.facsimile import block
from packformat.convert.facsimile.block import Block, Cell, Row, bounded, lines


def test_what_is_longer_than_a_page_can_show_is_cut_and_that_is_said() -> None:
    for blocks in (
        [Block("x")] * (block.MOST_BLOCKS + 1),
        [Block(picture=b"p")] * (block.MOST_PICTURES + 1),
        [Block(rows=[Row([Cell("x")] * 40)] * block.MOST_ROWS)] * 3,
        [Block(rows=[Row([Cell("x")])] * (block.MOST_ROWS + 1))],
        [Block(rows=[Row([Cell("x")] * (block.MOST_COLUMNS + 1))])],
        [Block("x" * (block.LONGEST_TEXT + 1))],
        [Block("x" * block.LONGEST_TEXT)] * (block.MOST_LETTERS // block.LONGEST_TEXT + 1),
        [Block(rows=[Row([Cell("x" * block.LONGEST_TEXT)] * 40)] * 20)] * 2,
        [Block(picture=bytes(block.MOST_DRAWN // 2)), Block(picture=bytes(block.MOST_DRAWN // 2 + 1))],
    ):
        shown = bounded(blocks)
        assert shown.cut
        assert len(shown.blocks) <= block.MOST_BLOCKS
        assert sum(len(row.cells) for one in shown.blocks for row in one.rows) <= 2 * block.MOST_CELLS
        assert all(len(one.text) <= block.LONGEST_TEXT + 1 for one in shown.blocks)
    assert not bounded([Block("x")] * block.MOST_BLOCKS).cut


def test_a_cell_goes_over_no_more_than_is_shown() -> None:
    (shown,) = bounded([Block(rows=[Row([Cell("x", 10**9, 10**9)])])]).blocks
    assert shown.rows[0].cells == [Cell("x", block.MOST_COLUMNS, block.MOST_ROWS)]


def test_characters_that_nobody_sees_are_told_where_they_stand() -> None:
    blocks = [Block("seen"), Block("un\u200bseen"), Block(rows=[Row([Cell("a")]), Row([Cell("b\u202e")])])]
    shown = bounded(blocks).blocks
    assert [one.lost for one in shown] == [(), ("invisible-characters",), ()]
    assert [row.lost for row in shown[2].rows] == [(), ("invisible-characters",)]


def test_plain_values_name_only_what_is_said() -> None:
    cells = [Cell("a"), Cell("b", 2)]
    value = bounded([Block("x", "Text"), Block(picture=b"png"), Block(rows=[Row(cells, name="1")])]).as_dict()
    assert value == {
        "blocks": [
            {"text": "x", "label": "Text"},
            {"picture": "cG5n"},
            {
                "rows": [
                    {
                        "cells": [{"text": "a"}, {"text": "b", "wide": 2, "high": 1}],
                        "place": "",
                        "name": "1",
                        "lost": (),
                    }
                ]
            },
        ],
        "cut": False,
    }


def test_lines_keep_their_numbers() -> None:
    assert list(lines("a\n\nb", {3: "note"})) == [
        Block("a", "1", "line 1"),
        Block("b", "3", "line 3", ("note",)),
    ]
