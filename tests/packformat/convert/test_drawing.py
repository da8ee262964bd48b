"""A PDF that draws without end is ended early, and what goes wrong while it draws is told as it is."""

import zlib

import pytest

from packformat.convert.pdf import convert
from packformat.errors import AuthorError

FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def document(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    parts = [b"%d 0 obj %s endobj\n" % (number, said) for number, said in enumerate(objects, 1)]
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer << /Root 1 0 R >>\n%%EOF"


def page(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page."""
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    box = b"/MediaBox [0 0 99 99] /Contents 4 0 R /Resources << " + FONT + resources + b" >>"
    one = b"<< /Type /Page /Parent 2 0 R " + box + b" >>"
    return document(b"<< /Type /Catalog /Pages 2 0 R >>", kids, one, stream(content), *more)


def stream(data: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s >> stream\n%s\nendstream" % (len(packed), head, packed)


def form(number: int) -> bytes:
    """A form that calls the next one ten times."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    return stream(b"/X Do " * 10, head % (number + 1))


def test_forms_that_call_forms_that_call_forms_are_ended() -> None:
    laughs = page(b"/X Do", b"/XObject << /X 5 0 R >>", *map(form, range(5, 14)), stream(b"(a) Tj"))
    with pytest.raises(AuthorError) as caught:
        convert(laughs)
    assert caught.value.code == "E_CONVERT_LARGE"


def test_a_lack_of_memory_while_drawing_is_not_said_to_be_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("packformat.convert.drawing._Interpreter.process_page", exhausted)
    with pytest.raises(MemoryError):
        convert(page(b""))


def test_damage_that_is_met_while_drawing_is_said_to_be_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise LookupError("no such object")

    monkeypatch.setattr("packformat.convert.drawing._Interpreter.process_page", damaged)
    with pytest.raises(AuthorError) as caught:
        convert(page(b""))
    assert caught.value.code == "E_CONVERT_BROKEN"
