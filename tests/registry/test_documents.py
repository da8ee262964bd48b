"""A document is converted in a process of its own, and comes back whole or with what is wrong."""

import base64
import sys

import pytest

from packformat.convert import program
from packformat.errors import CtxpackError
from registry.documents import convert_beside, convert_document
from tests.support.documents import pdf, workbook

LONG = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
sys.stdout.write("{" + "a" * 2000)
"""


def test_a_document_comes_back_as_markdown() -> None:
    data = workbook(lambda sheet: sheet.append(["a|b", True]))
    assert convert_document("Close.XLSX", data).markdown == "## Sheet\n\n| a\\|b | TRUE |\n| --- | --- |\n"


def test_the_original_stands_beside_the_text_also_a_page_drawn_in_the_limited_process() -> None:
    converted, facsimile = convert_beside("a.pdf", pdf(("Normal", "Day 1")))
    assert converted.markdown == "Day 1\n"
    (page,) = facsimile["blocks"]
    assert base64.b64decode(page["picture"]).startswith(b"\x89PNG")


def test_an_answer_that_is_too_long_to_be_kept_is_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "command", lambda _: [sys.executable, "-c", LONG])
    with pytest.raises(CtxpackError) as caught:
        convert_document("a.txt", b"a")
    assert caught.value.code == "E_CONVERT_LIMIT"


def test_what_is_wrong_comes_back_as_the_error_it_is() -> None:
    with pytest.raises(CtxpackError) as caught:
        convert_document("a.docx", b"PK\x03\x04")
    assert caught.value.code == "E_CONVERT_BROKEN"


def test_a_conversion_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "SECONDS", 0.01)
    with pytest.raises(CtxpackError) as caught:
        convert_document("a.csv", b"a,b\n")
    assert (caught.value.code, caught.value.data["limit"]) == ("E_CONVERT_LIMIT", "time")
