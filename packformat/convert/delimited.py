"""Values between commas, semicolons, tabs or bars (RFC 4180, and what spreadsheets write) as a table."""

from __future__ import annotations

import csv
import io

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.grid import MOST_CELLS
from packformat.convert.result import Converted, Loss
from packformat.convert.textfile import decode

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 50
_LONGEST_FIELD = 1_000_000


def convert(data: bytes) -> Converted:
    """Every value as the text it is: no number loses its zeros, no date its order."""
    text, losses = decode(data)
    rows = read_rows(text)
    width = max(map(len, rows))
    if width * len(rows) > MOST_CELLS:
        kept = max(MOST_CELLS // width, 1)
        losses.append(Loss("rows-left-out", "", f"{len(rows) - kept} rows"))
        rows = rows[:kept]
    short = sum(len(row) < width for row in rows)
    if short:
        losses.append(Loss("ragged-rows", "", str(short)))
    cells = [[markdown.cell(markdown.escape(value)) for value in row] for row in rows]
    return Converted(markdown.table(cells) + "\n", tuple(losses))


def read_rows(text: str) -> list[list[str]]:
    """The values of every row that is not empty; raises E_CONVERT_… for what is no table."""
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True) if row]
    except csv.Error as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what="a table of values", reason=str(error)) from None
    if not rows:
        raise FORMAT.error("E_CONVERT_EMPTY", what="a table of values")
    return rows


def _separator(text: str) -> str:
    """The separator that splits the first lines into the most columns, alike in each."""
    lines = text.split("\n")[:_SAMPLE_LINES]
    sample = [line for line in lines if line.strip()]

    def columns(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=separator)]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=columns)
