"""Slides (ECMA-376): titles, texts, tables, the numbers behind charts, and the speaker's notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.exc import PackageNotFoundError

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.grid import cell_name
from packformat.convert.package import open_package
from packformat.convert.result import Converted, Loss

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHAT = "a PowerPoint presentation"
_HIDDEN = "0"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"


def convert(data: bytes) -> Converted:
    """Every slide in its order under a heading with its number."""
    package = open_package(data, _WHAT, "slides")
    blocks: list[str] = []
    losses: list[Loss] = []
    try:
        for number, slide in enumerate(pptx.Presentation(io.BytesIO(data)).slides, 1):
            _choose(slide.element)
            writer = _Slide(slide, f"slide {number}")
            blocks += [writer.title(number), *writer.blocks()]
            losses += writer.losses
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, PackageNotFoundError) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what=_WHAT, reason=repr(error)) from None
    comments = [name for name in package.names if name.startswith("ppt/comments/")]
    losses += [Loss("comment", "", f"comments on {len(comments)} slides")] if comments else []
    if not blocks:
        raise FORMAT.error("E_CONVERT_EMPTY", what=_WHAT)
    return Converted(markdown.document(blocks), tuple(losses))


def _choose(slide: Any) -> None:
    """Put the first of several ways to show a thing in their place; the library would pass over them all."""
    for several in list(slide.iter(f"{_MC}AlternateContent")):
        for shape in [shape for way in several[:1] for shape in way]:
            several.addprevious(shape)
        several.getparent().remove(several)


class _Slide:
    def __init__(self, slide: Any, place: str):
        self.losses: list[Loss] = []
        self._slide = slide
        self._place = place

    def title(self, number: int) -> str:
        """The heading of the slide."""
        shape = self._slide.shapes.title
        words = " ".join(shape.text_frame.text.split()) if shape is not None else ""
        return markdown.heading(2, f"Slide {number}" + (f": {markdown.escape(words)}" if words else ""))

    def blocks(self) -> list[str]:
        """What stands on the slide, and then the notes."""
        if self._slide.element.get("show") == _HIDDEN:
            self.losses.append(Loss("hidden", self._place, "the slide"))
        title = self._slide.shapes.title
        equations = sum(1 for _ in self._slide.element.iter(_EQUATION))
        if equations:
            self.losses.append(Loss("equation", self._place, f"{equations} in all"))
        shapes = [shape for shape in self._slide.shapes if title is None or shape.shape_id != title.shape_id]
        blocks = [block for shape in shapes for block in self._shape(shape)]
        notes = self._slide.notes_slide.notes_text_frame if self._slide.has_notes_slide else None
        if notes is not None and notes.text.strip():
            blocks += ["Notes:", *_paragraphs(notes)]
        return blocks

    def _shape(self, shape: Any) -> Iterator[str]:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            for inner in shape.shapes:
                yield from self._shape(inner)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame)
        elif getattr(shape, "has_table", False):
            yield self._table(shape.table)
        elif getattr(shape, "has_chart", False):
            yield from self._chart(shape.chart)
        elif shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
            about = shape.element.nvPicPr.cNvPr.get("descr", "")
            self.losses.append(Loss("picture", self._place, f": {about}" if about else ""))
        elif shape.shape_type != MSO_SHAPE_TYPE.LINE:
            self.losses.append(Loss("drawing", self._place, f"`{shape.name}`"))

    def _table(self, table: Any) -> str:
        rows: list[list[str]] = []
        for number, row in enumerate(table.rows):
            rows.append([])
            for column, cell in enumerate(row.cells):
                rows[-1].append(
                    "" if cell.is_spanned else markdown.cell(markdown.escape(cell.text_frame.text))
                )
                if cell.is_merge_origin:
                    end = cell_name(number + cell.span_height - 1, column + cell.span_width - 1)
                    self.losses.append(
                        Loss("merged-cells", self._place, f"{cell_name(number, column)}:{end}")
                    )
        return markdown.table(rows)

    def _chart(self, chart: Any) -> Iterator[str]:
        """A chart's numbers as a table; the picture of them is told as lost."""
        words = (
            chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
        )
        self.losses.append(Loss("chart", self._place, f": {words}" if words else ""))
        if words:
            yield markdown.paragraph(markdown.escape(words))
        for plot in chart.plots:
            series = list(plot.series)
            names = [str(name) for name in plot.categories]
            longest = max([len(names), *(len(one.values) for one in series)], default=0)
            rows = [["", *(markdown.cell(markdown.escape(one.name)) for one in series)]]
            for place in range(longest):
                values = [one.values[place] if place < len(one.values) else None for one in series]
                name = names[place] if place < len(names) else ""
                rows.append([markdown.cell(markdown.escape(name)), *map(_number, values)])
            yield markdown.table(rows)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def _paragraphs(frame: Any) -> list[str]:
    """Paragraphs of one level as paragraphs; where some are deeper than others, as a list."""
    lines = [(item.level, markdown.escape(" ".join(item.text.split()))) for item in frame.paragraphs]
    lines = [(level, text) for level, text in lines if text]
    if len(lines) > 1:
        return ["\n".join(f"{'  ' * level}- {text}" for level, text in lines)]
    return [markdown.paragraph(text) for _, text in lines]
