"""A document is converted by its name, as what its first bytes say, and comes out clean."""

import importlib
import sys

import pytest

from packformat.convert import document
from packformat.convert.document import SUFFIXES, convert, suffix_of
from packformat.convert.limits import LIMITS
from packformat.convert.result import Converted
from packformat.errors import AuthorError, CtxpackError, UsageError
from tests.support.documents import pdf, slides, word, workbook
from tests.support.exports import message, slack

SAMPLES = {
    ".csv": b"a,b\n1,2\n",
    ".docx": word(lambda made: made.add_paragraph("a")),
    ".eml": b"Subject: a\n\nb\n",
    ".htm": b"<p>a",
    ".html": b"<p>a",
    ".markdown": b"# a",
    ".md": b"# a",
    ".pdf": pdf(("Normal", "a")),
    ".pptx": slides(lambda deck: deck.slides.add_slide(deck.slide_layouts[6])),
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\na\n",
    ".tsv": b"a\tb\n",
    ".txt": b"a",
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\na\n",
    ".xlsx": workbook(lambda sheet: sheet.append(["a", 1])),
    ".zip": slack({"finance/2026-03-02.json": [message("1", "a")]}),
}


def refused(name: str, data: bytes) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        convert(name, data)
    return caught.value


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_is_converted(suffix: str) -> None:
    assert convert(f"Report.Final{suffix.upper()}", SAMPLES[suffix]).markdown.strip()


@pytest.mark.parametrize("name", ["a.exe", "docx", "a.", "a.docm", "a.doc"])
def test_other_kinds_are_refused(name: str) -> None:
    assert refused(name, b"x").code == "E_CONVERT_TYPE"


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.pdf", "a.txt", "a.csv", "a.zip"])
def test_a_name_that_lies_is_refused(name: str) -> None:
    error = refused(name, b"\x7fELF\0\0\0")
    assert error.code == "E_CONVERT_BROKEN"
    assert "a Linux program" in error.message


def test_a_document_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LARGEST_DOCUMENT", 3)
    assert refused("a.txt", b"abcd").code == "E_TOO_LARGE"


def test_a_text_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "text", LIMITS["text"]._replace(most=4))
    assert convert("a.txt", b"abc").markdown == "abc\n"
    assert refused("a.txt", b"abcd").code == "E_CONVERT_LARGE"


def test_a_document_without_text_is_empty() -> None:
    assert refused("a.txt", b" \n").code == "E_CONVERT_EMPTY"


def test_what_nests_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(data: bytes) -> Converted:
        return endless(data)

    monkeypatch.setattr("packformat.convert.textfile.convert", endless)
    assert refused("a.txt", b"a").code == "E_CONVERT_HOSTILE"


def test_a_missing_library_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "packformat.convert.word", raising=False)
    monkeypatch.setitem(sys.modules, "mammoth", None)
    error = refused("a.docx", SAMPLES[".docx"])
    assert isinstance(error, UsageError)
    assert error.code == "E_CONVERT_LIBRARY"
    assert "mammoth" in error.message
    assert "pip install defusedxml mammoth" in error.hint
    assert convert("a.csv", b"a,b\n").markdown


def test_characters_that_nobody_sees_are_taken_out_and_counted() -> None:
    converted = convert("a.txt", "pay\u200bme\U000e0041 \u202eback\tnow\u00ad".encode())
    assert converted.markdown == "payme back\tnow\n"
    assert [loss.as_dict() for loss in converted.losses] == [
        {
            "kind": "invisible-characters",
            "place": "",
            "detail": "4",
            "message": "4 invisible characters were taken out",
        }
    ]


def test_the_ending_of_a_name_is_its_kind() -> None:
    assert suffix_of("A b.CSV") == ".csv"
    with pytest.raises(AuthorError):
        suffix_of("csv")


def test_every_converter_is_a_module_with_one_function() -> None:
    for name in sorted(set(document._MODULES.values())):
        assert callable(importlib.import_module(f"packformat.convert.{name}").convert)
