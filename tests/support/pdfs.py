"""PDF documents written by hand, object by object (ISO 32000)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def document(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    parts = [b"%d 0 obj %s endobj\n" % (number, said) for number, said in enumerate(objects, 1)]
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer << /Root 1 0 R >>\n%%EOF"


def page(
    content: bytes, *more: bytes, said: bytes = b"", resources: bytes = b"", font: bytes = HELVETICA
) -> bytes:
    """A PDF of one page, of which more may be ``said``; ``more`` are objects from the fifth on."""
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    looks = b"/Contents 4 0 R /Resources << /Font << /F1 %s >> %s >>" % (font, resources)
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] %s %s >>" % (looks, said)
    return document(b"<< /Type /Catalog /Pages 2 0 R >>", kids, one, stream(content), *more)


def stream(data: bytes, said: bytes = b"") -> bytes:
    """A packed stream, of which more may be ``said``."""
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s >> stream\n%s\nendstream" % (len(packed), said, packed)


def form(data: bytes, resources: bytes = b"") -> bytes:
    """A form: instructions that a page, or another form, may call."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >>"
    return stream(data, head % resources)


def pages_of(data: bytes) -> Iterator[tuple[Any, Any]]:
    """Each page of a document with its text, as the library has them."""
    for one in pypdfium2.PdfDocument(data):
        yield one, one.get_textpage()
