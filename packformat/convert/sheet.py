"""One sheet of a workbook: where its tables are, and what stands in each cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.formula.translate import Translator

from packformat.convert import markdown
from packformat.convert.grid import MOST_CELLS, cell_name
from packformat.convert.result import Loss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.convert.book import Sheet
    from packformat.convert.cells import Place

_MOST_FORMULAS = 200
"""Formulas listed of one sheet, those filled down counting as one."""


class _Cells(NamedTuple):
    """What a sheet holds by place (row and column from 1): text to show, and whether the cell is text."""

    shown: dict[Place, str]
    words: set[Place]
    formulas: dict[Place, str]


def convert_sheet(sheet: Sheet) -> tuple[list[str], list[Loss]]:
    """The blocks of a sheet: its tables and titles, then its formulas and notes; and what is lost."""
    cells, losses = _read(sheet)
    if not cells.shown:
        return [], losses
    rows, left_out = _rows(cells)
    if left_out:
        losses.append(Loss("rows-left-out", sheet.title, f"{left_out} rows"))
    blocks: list[str] = []
    in_tables: set[int] = set()
    for block in _blocks(rows, cells):
        titles, table = _titles(block, cells)
        blocks += [
            markdown.paragraph(cells.shown[place])
            for row in titles
            for place in row
            if cells.shown.get(place)
        ]
        if table:
            in_tables |= {row[0][0] for row in table}
            blocks.append(
                markdown.table(
                    [[markdown.cell(cells.shown.get(place, "")) for place in row] for row in table]
                )
            )
    merged = [
        area
        for area in sheet.about.merged_cells.ranges
        if in_tables & set(range(area.min_row, area.max_row + 1))
    ]
    losses += [
        Loss("merged-cells", sheet.title, area.coord) for area in sorted(merged, key=lambda area: area.coord)
    ]
    return [*blocks, *_formulas(cells.formulas), *_notes(sheet.about)], losses


def _read(sheet: Sheet) -> tuple[_Cells, list[Loss]]:
    cells = _Cells({}, set(), {})
    losses: list[Loss] = []
    links = _links(sheet.about)
    for place, cell in sorted(sheet.cells.items()):
        value, formula = cell.value, cell.formula
        if isinstance(value, str) and not value.strip() and not formula:
            continue
        if formula:
            cells.formulas[place] = formula
            if value is None:
                losses.append(Loss("formula-without-value", f"{sheet.title} {_name(place)}", formula))
                value = formula
        if cell.is_error:
            losses.append(Loss("error-value", f"{sheet.title} {_name(place)}", str(value)))
        text = value if isinstance(value, str) else shown_value(value, cell.number_format)
        shown = markdown.code(text) if text == formula else markdown.escape(text)
        cells.shown[place] = f"[{shown}]({links[place]})" if place in links and text != formula else shown
        if isinstance(value, str) and not formula:
            cells.words.add(place)
    return cells, losses


def _links(about: Any) -> dict[Place, str]:
    """Where cells lead, those that lead out of the workbook."""
    targets = {
        place: str(cell.hyperlink.target or "")
        for place, cell in about._cells.items()  # noqa: SLF001 - openpyxl has no public name for them
        if cell.hyperlink
    }
    return {
        place: target
        for place, target in targets.items()
        if target.startswith(("https://", "http://", "mailto:")) and not set(target) & set(" ()<>\n")
    }


def shown_value(value: object, number_format: str) -> str:
    """A value in words: the same on every system, with nothing rounded."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, dt.datetime):
        clock = (value.hour, value.minute, value.second, value.microsecond)
        has_time = "h" in number_format.lower() or any(clock)
        return value.isoformat(sep=" ") if has_time else value.date().isoformat()
    return str(value)


def _number(value: float, number_format: str) -> str:
    exact = Decimal(repr(value))
    if "%" in number_format:
        return f"{_plain(exact * 100)}%"
    return _plain(exact)


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros that say nothing: `1200`, not `1.2E+3` or `1200.0`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rows(cells: _Cells) -> tuple[list[list[Place]], int]:
    """The used area row by row, without columns that are blank; and how many rows it is too long."""
    columns = sorted({column for _, column in cells.shown})
    first, last = min(row for row, _ in cells.shown), max(row for row, _ in cells.shown)
    kept = min(last, first + max(MOST_CELLS // len(columns), 1) - 1)
    rows = [[(row, column) for column in columns] for row in range(first, kept + 1)]
    return rows, len({row for row, _ in cells.shown if row > kept})


def _blocks(rows: list[list[Place]], cells: _Cells) -> list[list[list[Place]]]:
    """Tables stand apart by blank rows; one that does not begin like a table goes on with the one above."""
    blocks: list[list[list[Place]]] = []
    blank: list[list[Place]] = []
    for row in rows:
        if not any(place in cells.shown for place in row):
            blank.append(row)
        elif blocks and not (blank and _begins(row, cells)):
            blocks[-1] += [*blank, row]
            blank = []
        else:
            blocks.append([row])
            blank = []
    return [_without_blank_columns(block, cells) for block in blocks]


def _begins(row: list[Place], cells: _Cells) -> bool:
    """Whether a row looks like the title or header of a table: words, and nothing else."""
    return all(place in cells.words for place in row if place in cells.shown)


def _without_blank_columns(block: list[list[Place]], cells: _Cells) -> list[list[Place]]:
    used = {place[1] for row in block for place in row if place in cells.shown}
    return [[place for place in row if place[1] in used] for row in block]


def _titles(block: list[list[Place]], cells: _Cells) -> tuple[list[list[Place]], list[list[Place]]]:
    """The rows at the top that hold one text alone, and the table below them."""
    if len(block[0]) == 1:
        return ([], block) if len(block) > 1 else (block, [])
    for number, row in enumerate(block):
        filled = [place for place in row if place in cells.shown]
        if len(filled) > 1 or not set(filled) <= cells.words:
            return block[:number], block[number:]
    return block, []


def _formulas(formulas: Mapping[Place, str]) -> list[str]:
    """The formulas of a sheet, those that were filled down a column as one."""
    if not formulas:
        return []
    runs: list[tuple[Place, Place, str]] = []
    for place in sorted(formulas, key=lambda place: (place[1], place[0])):
        formula = formulas[place]
        if runs:
            first, last, above = runs[-1]
            follows = (last[0] + 1, last[1]) == place
            if follows and _filled(above, first, place) == formula:
                runs[-1] = (first, place, above)
                continue
        runs.append((place, place, formula))
    lines = [
        f"{_area(first, last)}: {markdown.code(formula)}" for first, last, formula in runs[:_MOST_FORMULAS]
    ]
    more = len(runs) - _MOST_FORMULAS
    return ["Formulas:", markdown.list_block([*lines, *([f"and {more} more"] if more > 0 else [])])]


def _filled(formula: str, origin: Place, place: Place) -> str:
    return str(_translator(formula, origin).translate_formula(_name(place)))


@lru_cache(maxsize=1)
def _translator(formula: str, origin: Place) -> Any:
    """A formula taken apart, once for all the cells that it was filled into."""
    return Translator(formula, origin=_name(origin))


def _area(first: Place, last: Place) -> str:
    return _name(first) if first == last else f"{_name(first)} to {_name(last)}"


def _name(place: Place) -> str:
    return cell_name(place[0] - 1, place[1] - 1)


def _notes(about: Any) -> list[str]:
    noted = [(place, cell) for place, cell in about._cells.items() if cell.comment]  # noqa: SLF001 - as above
    if not noted:
        return []
    lines = [
        f"{cell.coordinate}: {markdown.escape(' '.join(cell.comment.text.split()))}"
        for _, cell in sorted(noted)
    ]
    return ["Notes:", markdown.list_block(lines)]
