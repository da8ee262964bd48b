"""What draws the pages of a PDF, counted while it runs: forms may call forms that call forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from packformat.convert.limits import check
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from collections.abc import Sequence


_FORM = 20
"""What beginning a form takes, in letters."""


class Drawn:
    """What was drawn of a document so far: letters, lines, pictures and forms; and by how much writing."""

    def __init__(self) -> None:
        self.items = self.size = self._page = 0

    def item(self, weight: int = 1) -> None:
        """Count one thing that is drawn."""
        self.items += weight
        self._page += weight
        check("drawn", self.items)
        check("drawn-page", self._page)

    def begin_page(self) -> None:
        """Count what one page holds, all of which is kept until the page is read."""
        self._page = 0

    def writing(self, size: int) -> None:
        """Count bytes of instructions that are about to be followed."""
        self.size += size
        check("instructions", self.size)


def draw(page: Any, drawn: Drawn) -> None:
    """Draw a page of pdfplumber, which would else do the same itself and without an end.

    Raises E_CONVERT_LARGE, and PdfminerException where the page is damaged.
    """
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.drawn = drawn
    drawn.begin_page()
    try:
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except (CtxpackError, MemoryError):
        raise
    except Exception as error:
        raise PdfminerException(error) from error
    page._layout = device.get_result()  # noqa: SLF001 - what the page's own drawing would leave there


class _Device(PDFPageAggregatorWithMarkedContent):
    drawn: Drawn

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.drawn.item()
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self.drawn.item()
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        """Begin a picture or a form, empty ones too."""
        self.drawn.item(_FORM)
        super().begin_figure(*args, **kwargs)


class _Interpreter(PDFPageInterpreter):
    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        self.device.drawn.writing(sum(len(stream_value(stream).get_data()) for stream in streams))
        super().execute(streams)
