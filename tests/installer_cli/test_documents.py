"""A document is converted in a process of its own, and comes back whole or with what is wrong."""

import pytest

from installer_cli.documents import convert_document
from packformat.convert import program
from packformat.errors import CtxpackError
from tests.support.documents import workbook
from tests.support.exports import message, slack


def test_a_document_comes_back_as_markdown() -> None:
    data = workbook(lambda sheet: sheet.append(["a|b", True]))
    assert convert_document("Close.XLSX", data).markdown == "## Sheet\n\n| a\\|b | TRUE |\n| --- | --- |\n"


def test_what_is_wrong_comes_back_as_the_error_it_is() -> None:
    with pytest.raises(CtxpackError) as caught:
        convert_document("a.docx", b"PK\x03\x04")
    assert caught.value.code == "E_CONVERT_BROKEN"


def test_a_conversion_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "SECONDS", 0.01)
    with pytest.raises(CtxpackError) as caught:
        convert_document("a.csv", b"a,b\n")
    assert (caught.value.code, caught.value.data["limit"]) == ("E_CONVERT_LIMIT", "time")


def test_an_export_has_names_where_they_are_asked_for() -> None:
    data = slack({"finance/2026-03-02.json": [message("1", "a")]})
    assert "Ada Byron" in convert_document("a.zip", data, keep_names=True).markdown
    assert "Person 1" in convert_document("a.zip", data).markdown
