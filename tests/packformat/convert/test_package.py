"""What must not be read is refused before any library reads it."""

import io
import zipfile

import pytest

from packformat.convert.limits import LIMITS
from packformat.convert.package import open_package
from packformat.errors import AuthorError
from tests.support.documents import repacked, word, workbook

GOOD = word(lambda document: document.add_paragraph("a"))
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"""


def refused(data: bytes) -> str:
    with pytest.raises(AuthorError) as caught:
        open_package(data, "a Word document", "word")
    return caught.value.code


def with_part(name: str, part: bytes) -> bytes:
    return repacked(GOOD, lambda parts: parts.update({name: part}))


def test_elements_are_counted_by_part() -> None:
    opened = open_package(GOOD, "a Word document", "word")
    assert opened.count("word/document.xml", "p", "nothing") == 1
    assert opened.count("word/absent.xml", "p") == 0
    assert "word/document.xml" in opened.names


@pytest.mark.parametrize("part", [LAUGHS, OUTSIDE, b"<!DOCTYPE a><a/>", LAUGHS.decode().encode("utf-16")])
def test_entities_and_document_types_are_refused(part: bytes) -> None:
    assert refused(with_part("word/document.xml", part)) == "E_CONVERT_HOSTILE"


def test_xml_is_looked_at_whatever_its_part_is_called() -> None:
    for laughs in (LAUGHS, LAUGHS.decode().encode("utf-16")):
        assert refused(with_part("word/document.bin", laughs)) == "E_CONVERT_HOSTILE"
    drawn = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg/>'
    open_package(with_part("word/media/a.svg", drawn), "a Word document", "word")


def test_a_bomb_is_refused_unread() -> None:
    most = LIMITS["unpacked"].most
    assert refused(with_part("word/media/a.bin", bytes(most))) == "E_CONVERT_LARGE"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("WORD/document.xml", b"<a/>")
    assert refused(file.getvalue()) == "E_CONVERT_HOSTILE"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_programs_inside_are_refused(name: str) -> None:
    assert refused(with_part(name, b"x")) == "E_CONVERT_MACROS"


def test_old_and_locked_documents_are_told_apart() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert refused(old) == "E_CONVERT_OLD"
    assert refused(old + "EncryptedPackage".encode("utf-16-le")) == "E_CONVERT_PASSWORD"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        GOOD[:-200],
        GOOD[:400] + b"\xff" * 200 + GOOD[600:],
        with_part("word/document.xml", b"<a>"),
        repacked(GOOD, lambda parts: parts.pop("[Content_Types].xml")),
        repacked(GOOD, dict.clear),
    ],
    ids=["only a signature", "cut", "damaged", "no XML", "no types", "empty"],
)
def test_what_is_no_package_is_broken(data: bytes) -> None:
    assert refused(data) == "E_CONVERT_BROKEN"


def test_workbooks_are_packages_too() -> None:
    opened = open_package(workbook(lambda sheet: sheet.append([1])), "a", "workbook")
    assert opened.count("xl/worksheets/sheet1.xml", "c") == 1
    assert opened.parts_with("sheetData") == {"xl/worksheets/sheet1.xml"}
