"""Every value of a CSV stands in its own cell, as the text it is."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.convert import delimited, markdown
from packformat.convert.delimited import convert
from packformat.convert.limits import LIMITS
from packformat.errors import AuthorError
from tests.support.documents import tables_of

VALUE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=10)


def losses(data: bytes) -> list[tuple[str, str]]:
    return [(loss.kind, loss.detail) for loss in convert(data).losses]


@given(st.lists(st.lists(VALUE, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_every_cell_of_any_table_is_right(rows: list[list[str]], separator: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([["first", "second", "third"], *rows])
    (table,) = tables_of(convert(file.getvalue().encode()).markdown)
    assert table[1:] == [[markdown.tidy(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    lines = ["Item|Name,Sum".replace("|", " "), "a,1", '"b, c",2']
    data = "\n".join(lines).replace(",", separator).encode()
    assert tables_of(convert(data).markdown)[0][0] == ["Item Name", "Sum"]


def test_numbers_keep_their_zeros_and_decimal_commas() -> None:
    assert tables_of(convert(b"Code;Sum\n0012;1.250,00\n").markdown) == [
        [["Code", "Sum"], ["0012", "1.250,00"]]
    ]


def test_one_column_is_a_table_too() -> None:
    assert tables_of(convert(b"Name\nAda\n\nBob\n").markdown) == [[["Name"], ["Ada"], ["Bob"]]]


def test_a_value_that_is_longer_than_a_text_may_be_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LONGEST_FIELD", LIMITS["text"].most // 100)
    monkeypatch.setitem(LIMITS, "text", LIMITS["text"]._replace(most=delimited._LONGEST_FIELD))
    with pytest.raises(AuthorError) as caught:
        convert(b"a,b\n1," + b"x" * (delimited._LONGEST_FIELD + 1))
    assert (caught.value.code, caught.value.data["of"]) == ("E_CONVERT_LARGE", "characters of text")


def test_short_rows_are_filled_up_and_told() -> None:
    data = b"a,b,c\n1,2\n1,2,3\n"
    assert tables_of(convert(data).markdown) == [[["a", "b", "c"], ["1", "2", ""], ["1", "2", "3"]]]
    assert losses(data) == [("ragged-rows", "1")]


def test_a_table_that_is_too_long_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_CELLS", 4)
    for end in (b"", b"\n"):
        assert losses(b"a,b\n1,2\n3,4\n5,6" + end) == [("rows-left-out", "2 lines")]
    monkeypatch.setattr(delimited, "_MOST_ROWS", 1)
    assert losses(b"a,b\n1,2\n") == [("rows-left-out", "1 lines")]
    assert losses(b"a,b\n1,2") == [("rows-left-out", "1 lines")]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "E_CONVERT_EMPTY"), (b"\n\n", "E_CONVERT_EMPTY"), (b'"a" b,c\n', "E_CONVERT_BROKEN")],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(AuthorError) as caught:
        convert(data)
    assert caught.value.code == code


def test_how_long_a_value_of_others_may_be_stays_as_it_was() -> None:
    before = csv.field_size_limit()
    convert(b"a,b\n1,2\n")
    with pytest.raises(AuthorError):
        convert(b"\n")
    assert csv.field_size_limit() == before
