"""Drawing the picture of a pack, as PNG: most sites that show such a picture do not show SVG.

The typeface is Inter, which knows Latin, Greek and Cyrillic letters; others are drawn as empty boxes.
"""

import io
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from fontpkg_inter import ROOT as INTER
from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1200, 630
"""Pixels: the form in which all such sites show it whole."""

_PAPER, _ACCENT, _INK, _QUIET = "#faf9f6", "#0a6652", "#1d2330", "#596173"
_LEFT, _TEXT_WIDTH = 80, WIDTH - 2 * 80
_MARK_SIZE = 70
_MARK_GRID = 32
_MARK = (
    [(16, 3.5), (28, 10), (16, 16.5), (4, 10)],
    [(4, 16.2), (16, 22.7), (28, 16.2)],
    [(4, 22.2), (16, 28.7), (28, 22.2)],
)
_FINER = 4
"""Lines are drawn without half tones, so the mark is drawn larger and made smaller."""
_SUMMARY_LINES = 3
_COLOURS = 32
"""Enough for four colours and the edges of letters; the file is a third as large as with all."""


class Words(NamedTuple):
    """What the picture says."""

    name: str
    summary: str
    contents: str
    origin: str


def draw(words: Words) -> bytes:
    """Return the picture."""
    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 12), fill=_ACCENT)
    image.paste(_ACCENT, (_LEFT, 70), _mark())
    pen.text((_LEFT + 90, 105), "ctxpack", _INK, _font(40, 650), anchor="lm")
    pen.text((_LEFT, 235), words.name, _INK, _fitting(words.name), anchor="ls")
    for place, line in enumerate(_lines(words.summary, _font(40, 400))):
        pen.text((_LEFT, 320 + 54 * place), line, _QUIET, _font(40, 400), anchor="ls")
    pen.text((_LEFT, 520), _cut(words.contents, _font(30, 500)), _ACCENT, _font(30, 500), anchor="ls")
    pen.text((_LEFT, 570), _cut(words.origin, _font(30, 400)), _QUIET, _font(30, 400), anchor="ls")
    file = io.BytesIO()
    image.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _mark() -> Image.Image:
    """The mark of the site, as a mask."""
    scale = _MARK_SIZE * _FINER / _MARK_GRID
    mask = Image.new("L", (_MARK_SIZE * _FINER, _MARK_SIZE * _FINER))
    pen = ImageDraw.Draw(mask)
    upper, *others = ([(x * scale, y * scale) for x, y in sheet] for sheet in _MARK)
    pen.polygon(upper, fill="white")
    for sheet in others:
        pen.line(sheet, fill="white", width=round(2.6 * scale), joint="curve")
    return mask.resize((_MARK_SIZE, _MARK_SIZE), Image.Resampling.LANCZOS)


def _fitting(name: str) -> ImageFont.FreeTypeFont:
    """Return the largest bold font in which the name fits on one line."""
    return next(
        font for size in range(68, 0, -4) if (font := _font(size, 700)).getlength(name) <= _TEXT_WIDTH
    )


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Sequence[str]:
    """Break a text into as many lines as there is room for."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < _SUMMARY_LINES:
        taken = 1
        while taken < len(words) and font.getlength(" ".join(words[: taken + 1])) <= _TEXT_WIDTH:
            taken += 1
        lines.append(_cut(" ".join(words[:taken]), font))
        words = words[taken:]
    if words:
        lines[-1] = _cut(f"{lines[-1]} {' '.join(words)}", font)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Return the text, or as much of it as fits on one line and a sign that there is more."""
    if font.getlength(text) <= _TEXT_WIDTH:
        return text
    while font.getlength(f"{text} …") > _TEXT_WIDTH:
        text = text[:-1]
    return f"{text.rstrip()} …"


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(
        INTER / "files" / "Inter[opsz,wght].ttf", size, layout_engine=ImageFont.Layout.BASIC
    )
    font.set_variation_by_axes([min(32, size), weight])
    return font
