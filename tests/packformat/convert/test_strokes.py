"""Lines and pictures of a page are found where a reader sees them, also inside forms."""

from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from packformat.convert.strokes import Drawn, Stroke, drawn_on
from tests.support.documents import drawn_pdf
from tests.support.pdfs import form, page, pages_of


def across(at: float, start: float, end: float) -> Stroke:
    return Stroke(is_level=True, at=at, start=start, end=end)


def down(at: float, start: float, end: float) -> Stroke:
    return Stroke(is_level=False, at=at, start=start, end=end)


LEVEL, UPRIGHT = across(100, 50, 150), down(50, 100, 300)


def drawn(data: bytes) -> Drawn:
    [found] = [drawn_on(one) for one, _ in pages_of(data)]
    return found


@pytest.mark.parametrize(
    ("content", "strokes"),
    [
        (b"50 700 m 150 700 l S", [LEVEL]),
        (b"150 700 m 50 700 l S", [LEVEL]),
        (b"50 700 m 50 500 l S", [UPRIGHT]),
        (b"50 700 m 150 650 l S", []),
        (b"50 700 m 52 700 l S", []),
        (b"50 700 m 150 700 l W n", []),
        (b"50 700 m 60 710 140 710 150 700 c S", []),
        (b"50 500 m 50 700 l 150 600 l h S", [UPRIGHT]),
        (b"50 500 m 150 600 l 50 700 l h f", [UPRIGHT]),
        (b"2 0 0 2 0 0 cm 25 350 m 75 350 l S", [LEVEL]),
    ],
)
def test_straight_lines_are_those_along_the_sides_of_the_page(content: bytes, strokes: list[Stroke]) -> None:
    assert drawn(page(content)).strokes == strokes


def test_lines_in_forms_stand_where_the_forms_stand() -> None:
    inner = form(b"0 0 m 100 0 l S")
    outer = form(b"1 0 0 1 20 0 cm /X Do", b"/XObject << /X 6 0 R >>")
    data = page(b"1 0 0 1 30 700 cm /X Do", outer, inner, resources=b"/XObject << /X 5 0 R >>")
    assert drawn(data).strokes == [LEVEL]


def test_forms_are_looked_into_only_so_deep() -> None:
    calls = [form(b"/X Do", b"/XObject << /X %d 0 R >>" % (number + 1)) for number in range(5, 13)]
    data = page(b"/X Do", *calls, form(b"50 700 m 150 700 l S"), resources=b"/XObject << /X 5 0 R >>")
    assert drawn(data).strokes == []


def test_pictures_are_counted() -> None:
    def draw(canvas: Any) -> None:
        for left in (100, 200):
            canvas.drawImage(ImageReader(Image.new("RGB", (40, 40))), left, 100, 50, 20)

    assert drawn(drawn_pdf(draw)).pictures == 2
