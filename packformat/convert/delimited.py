"""Values between commas, semicolons, tabs or bars (RFC 4180, and what spreadsheets write) as a table."""

from __future__ import annotations

import csv
import io

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.grid import MOST_CELLS
from packformat.convert.limits import check
from packformat.convert.result import Converted, Loss
from packformat.convert.textfile import decode

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 50
_SAMPLE = 1_000_000
"""Characters among which those lines are."""
_LONGEST_FIELD = 1_000_000


def convert(data: bytes) -> Converted:
    """Every value as the text it is: no number loses its zeros, no date its order."""
    text, losses = decode(data)
    rows, left_out = read_rows(text)
    if left_out:
        losses.append(Loss("rows-left-out", "", f"{left_out} rows"))
    width = max(map(len, rows))
    short = sum(len(row) < width for row in rows)
    if short:
        losses.append(Loss("ragged-rows", "", str(short)))
    cells = [[markdown.cell(markdown.escape(value)) for value in row] for row in rows]
    return Converted(markdown.table(cells) + "\n", tuple(losses))


def read_rows(text: str) -> tuple[list[list[str]], int]:
    """The values of the rows that are not empty, and how many more there are than can be shown.

    Raises E_CONVERT_… for what is no table.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    rows: list[list[str]] = []
    left_out = width = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True):
            check("columns", len(row))
            width = max(width, len(row))
            if rows and (len(rows) + 1) * width > MOST_CELLS:
                left_out += bool(row)
            elif row:
                rows.append(row)
    except csv.Error as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what="a table of values", reason=str(error)) from None
    if not rows:
        raise FORMAT.error("E_CONVERT_EMPTY", what="a table of values")
    return rows, left_out


def _separator(text: str) -> str:
    """The separator that splits the first lines into the most columns, alike in each."""
    lines = text[:_SAMPLE].split("\n")[:_SAMPLE_LINES]
    sample = [line for line in lines if line.strip()]

    def columns(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=separator)]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=columns)
