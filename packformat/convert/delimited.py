"""Values between commas, semicolons, tabs or bars (RFC 4180, and what spreadsheets write) as a table."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.grid import MOST_CELLS
from packformat.convert.limits import LIMITS, check
from packformat.convert.result import Converted, Loss
from packformat.convert.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 50
_SAMPLE = 1_000_000
"""Characters among which those lines are."""
_LONGEST_FIELD = LIMITS["text"].most
"""One value may be as long as a text: the comments on a task are one, however many there are."""
_MOST_ROWS = 200_000
"""However narrow they are: a row by itself takes as much memory as three cells."""


def convert(data: bytes) -> Converted:
    """Every value as the text it is: no number loses its zeros, no date its order."""
    text, losses = decode(data)
    rows, left_out = read_rows(text)
    if left_out:
        losses.append(Loss("rows-left-out", "", f"{left_out:,} lines"))
    width = max(map(len, rows))
    short = sum(len(row) < width for row in rows)
    if short:
        losses.append(Loss("ragged-rows", "", str(short)))
    for row in rows:
        row[:] = [markdown.cell(markdown.escape(value)) for value in row]
    return Converted(markdown.table(rows) + "\n", tuple(losses))


@contextmanager
def _long_values() -> Iterator[None]:
    """Let a value be that long, for as long as this lasts: the limit is one for the whole program."""
    limit = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


@_long_values()
def read_rows(text: str) -> tuple[list[list[str]], int]:
    """The values of the rows that are not empty, and how many lines are beyond those that can be shown.

    Raises E_CONVERT_… for what is no table.
    """
    rows: list[list[str]] = []
    lines = _Lines(text)
    width = 0
    try:
        for row in csv.reader(lines, delimiter=_separator(text), strict=True):
            check("columns", len(row))
            width = max(width, len(row))
            if rows and (len(rows) == _MOST_ROWS or (len(rows) + 1) * width > MOST_CELLS):
                return rows, 1 + lines.left()
            if row:
                rows.append(row)
    except csv.Error as error:
        check("text", len(text))  # also where one value is longer than may be, or a quote never ends
        raise FORMAT.error("E_CONVERT_BROKEN", what="a table of values", reason=str(error)) from None
    if not rows:
        raise FORMAT.error("E_CONVERT_EMPTY", what="a table of values")
    return rows, 0


class _Lines:
    """The lines of a text one after the other, none of them copied before it is asked for."""

    def __init__(self, text: str):
        self._text = text
        self._place = 0

    def __iter__(self) -> Iterator[str]:
        while self._place < len(self._text):
            start, end = self._place, self._text.find("\n", self._place) + 1
            self._place = end or len(self._text)
            yield self._text[start : self._place]

    def left(self) -> int:
        """How many lines come after the last one that was read."""
        end = len(self._text)
        return self._text.count("\n", self._place) + (self._place < end and self._text[-1] != "\n")


def _separator(text: str) -> str:
    """The separator that splits the first lines into the most columns, alike in each."""
    lines = text[:_SAMPLE].split("\n")[:_SAMPLE_LINES]
    sample = [line for line in lines if line.strip()]

    def columns(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=separator)]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=columns)
