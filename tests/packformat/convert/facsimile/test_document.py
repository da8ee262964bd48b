"""Every kind of document as a page can show it, and every loss at its place."""

import io
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches
from PIL import Image
from pptx.util import Emu

from packformat.convert.document import SUFFIXES, convert
from packformat.convert.facsimile.document import NOTHING, facsimile
from packformat.convert.facsimile.pages import WIDTH
from packformat.convert.facsimile.places import placed
from tests.support.documents import add_chart, pdf, repacked, saved, slides, word, workbook
from tests.support.exports import message, slack


def png() -> io.BytesIO:
    return io.BytesIO(saved(lambda file: Image.new("RGB", (2, 2)).save(file, "PNG")))


def shown(name: str, data: bytes) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = facsimile(name, data).as_dict()["blocks"]
    return blocks


def words(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["text"] for block in blocks if "text" in block]


def cells(block: dict[str, Any]) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in block["rows"]]


def told(name: str, data: bytes) -> dict[str, list[str]]:
    """Each loss of a document with what stands where it is told."""
    blocks = shown(name, data)
    losses = [loss.as_dict() for loss in convert(name, data).losses]
    return {one.message: [what(blocks, place) for place in one.anchors] for one in placed(blocks, losses)}


def what(blocks: list[dict[str, Any]], anchor: str) -> str:
    number, *row = map(int, anchor.removeprefix("original-").split("-"))
    if row:
        return " ".join(cell["text"] for cell in blocks[number]["rows"][row[0]]["cells"])
    return str(blocks[number].get("text") or blocks[number].get("label"))


def test_a_sheet_stands_under_its_letters_and_beside_its_numbers() -> None:
    def write(sheet: Any) -> None:
        sheet.title = "Accounts"
        for row in (["Account", "Open", "Note"], ["Bank", True, None], ["Both", None, "=1+1"]):
            sheet.append(row)
        sheet.merge_cells("A3:B4")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("Kept back")
        other["A1"] = "x"
        other.sheet_state = "hidden"
        sheet.parent.create_sheet("Empty")

    data = workbook(write)
    blocks = shown("a.xlsx", data)
    labels = [block["label"] for block in blocks if "label" in block]
    assert labels == ["Sheet Accounts", "Sheet Kept back (hidden)", "Sheet Empty"]
    assert blocks[1]["columns"] == ("A", "B", "C (hidden)")
    assert [row["name"] for row in blocks[1]["rows"]] == ["1", "2 (hidden)", "3"]
    assert cells(blocks[1]) == [["Account", "Open", "Note"], ["Bank", "TRUE", ""], ["Both", ""]]
    assert blocks[1]["rows"][2]["cells"][0] == {"text": "Both", "wide": 2, "high": 2}
    places = told("a.xlsx", data)
    assert places == {
        "Accounts: row 2 is hidden in the document; it was kept": ["Bank TRUE "],
        "Accounts: column C is hidden in the document; it was kept": ["Sheet Accounts"],
        "Accounts C3: no result is stored for =1+1, so the formula itself stands in the cell": ["Both "],
        "Accounts: cells A3:B4 are merged; the value stands in the first, the others are blank": ["Both "],
        "Kept back: the sheet is hidden in the document; it was kept": ["Sheet Kept back (hidden)"],
    }


def test_a_word_document_has_its_styles_and_what_is_left_out_in_brackets() -> None:
    def write(document: Any) -> None:
        document.add_heading("Close", 1)
        document.add_paragraph("Day 1").add_run().add_break()
        document.add_paragraph()
        document.add_picture(png(), Inches(1))
        document.add_paragraph("Kept ")._p.append(
            parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>gone</w:delText></w:r></w:del>")
        )
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "Both"
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 0).text = "a"
        document.sections[0].header.paragraphs[0].text = "Confidential"
        document.sections[0].footer.paragraphs[0].text = ""
        document.add_section().footer.is_linked_to_previous = False
        document.sections[1].footer.paragraphs[0].text = "Page 1"

    data = word(write)
    blocks = shown("a.docx", data)
    assert [(block.get("label"), block.get("text")) for block in blocks] == [
        ("Heading 1", "Close"),
        ("Text", "Day 1"),
        ("Text", "[picture]"),
        ("Text", "Kept [deleted: gone]"),
        ("Table 1", None),
        ("Page footer", "Page 1"),
        ("Page header", "Confidential"),
    ]
    assert blocks[4]["rows"][0]["cells"] == [{"text": "Both", "wide": 2, "high": 1}]
    assert told("a.docx", data) == {
        "a picture was left out": ["[picture]"],
        "table 1: cells A1:B1 are merged; the value stands in the first, the others are blank": ["Both"],
        "text deleted under tracked changes was left out (1 places)": ["Kept [deleted: gone]"],
        "page headers and footers were left out (2 in all)": ["Page 1", "Confidential"],
    }


def test_slides_have_every_shape_and_their_notes() -> None:
    def write(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = "Close"
        slide.placeholders[1].text = "one\ntwo"
        add_chart(slide, ["a"], [1.0])
        box = (Emu(0), Emu(0), Emu(99), Emu(99))
        table = slide.shapes.add_table(1, 2, *box).table
        table.cell(0, 0).text = "Both"
        table.cell(0, 0).merge(table.cell(0, 1))
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(*box).text_frame.text = "inside"
        group.shapes.add_textbox(*box)
        slide.notes_slide.notes_text_frame.text = "Say it slowly"
        hidden = deck.slides.add_slide(deck.slide_layouts[6])
        hidden.element.set("show", "0")

    data = slides(write)
    blocks = shown("a.pptx", data)
    assert words(blocks) == ["Close", "one\ntwo", "[not text]", "inside", "Say it slowly"]
    (table,) = (block for block in blocks if "rows" in block)
    assert table["rows"][0]["cells"] == [{"text": "Both", "wide": 2, "high": 1}]
    assert told("a.pptx", data)["slide 2: the slide is hidden in the document; it was kept"] == [
        "Slide 2 (hidden)"
    ]
    assert told("a.pptx", data)["slide 1: a chart was left out; its numbers may stand in a table"] == [
        "Slide 1"
    ]


def test_pages_of_a_pdf_are_pictures() -> None:
    pages = facsimile("a.pdf", pdf(("Title", "Close"), None, ("Normal", "Day 2"))).blocks
    assert [page.label for page in pages] == ["Page 1", "Page 2"]
    with Image.open(io.BytesIO(pages[0].picture)) as picture:
        assert (picture.format, picture.width) == ("PNG", WIDTH)


def test_a_web_page_is_its_words_also_the_hidden_ones() -> None:
    data = (
        b"<title>No words</title><h2>Close</h2><p>See<br><img alt='the plan'> <b>now</b><script>x()</script>"
        b"<div hidden>do as I say</div>tail<noscript>without</noscript><div hidden> </div><svg></svg>"
        b"<template><p>no</template>"
        b"<form><input name='sum'><input type='checkbox'></form>"
        b"<table><thead><tr><th colspan=2>Both</th></tr></thead><tr><td>a<td><img></table>"
    )
    blocks = shown("a.html", data)
    assert words(blocks) == ["Close", "See [the plan] now", "[do as I say] tailwithout", "[svg]", "[sum]"]
    assert blocks[0]["label"] == "Heading 2"
    assert cells(blocks[-1]) == [["Both"], ["a", "[img]"]]
    assert told("a.html", data) == {
        "a picture was left out: the plan": ["See [the plan] now"],
        "text that a reader of the document does not see was left out: do as I say": [
            "[do as I say] tailwithout"
        ],
        "a drawing was left out": ["[svg]"],
        "what a form field holds was left out (sum)": ["[sum]"],
        "a picture was left out": ["a [img]"],
        "table 1: cells A1:B1 are merged; the value stands in the first, the others are blank": ["Both"],
    }


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_has_its_headers_its_text_and_what_hangs_on_it(kind: str) -> None:
    data = (
        b"From: a@example.org\nTo: b@example.org\nSubject: Close\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/"
        + kind.encode()
        + b"; charset=utf-8\n\nGreetings\n--x\nContent-Type: application/pdf; name=plan.pdf\n"
        b"Content-Disposition: attachment; filename=plan.pdf\n\nxx\n--x--\n"
    )
    blocks = shown("a.eml", data)
    assert words(blocks) == ["a@example.org", "b@example.org", "Close", "Greetings", "plan.pdf"]
    assert told("a.eml", data) == {
        "the attachment plan.pdf is not part of the text; convert it by itself": ["plan.pdf"]
    }


def test_values_stand_row_by_row_and_short_rows_are_told() -> None:
    data = b"a,b\n1\n2,3\n4\n"
    assert cells(shown("a.csv", data)[0]) == [["a", "b"], ["1"], ["2", "3"], ["4"]]
    ragged = "2 rows are shorter than the longest; blanks were added at their ends"
    assert told("a.csv", data) == {ragged: ["1", "4"]}


def test_a_transcript_is_its_lines_and_remarks_are_told() -> None:
    data = b"WEBVTT\n\nNOTE by hand\n\n1\n00:01.000 --> 00:02.000\nAnn: Hello\n\nstray\n"
    assert [block["label"] for block in shown("a.vtt", data)] == ["1", "3", "5", "6", "7", "9"]
    assert told("a.vtt", data) == {
        "a remark for the makers of the file was left out: by hand": ["NOTE by hand"],
        "a part without a time was left out: stray": ["stray"],
    }


def test_letters_that_had_to_be_guessed_are_told_for_the_whole() -> None:
    assert told("a.txt", "Größe\nzwei".encode("cp1252")) == {
        "the file does not say how its letters are stored; it was read as Windows-1252": []
    }


def test_losses_that_name_no_place_are_told_one_by_one_where_they_match() -> None:
    blocks = [{"lost": ["picture"]}, {"lost": ["picture"]}]
    loss = {"kind": "picture", "place": "", "detail": "", "message": "gone"}
    assert [one.anchors for one in placed(blocks, [loss, loss])] == [["original-0"], ["original-1"]]
    assert [one.anchors for one in placed(blocks, [loss])] == [["original-0", "original-1"]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_cannot_be_drawn_is_shown_as_nothing_and_never_an_error(suffix: str) -> None:
    broken = facsimile(f"a{suffix}", b"PK\x03\x04 no such document")
    assert broken == NOTHING or broken.blocks[0].text or broken.blocks[0].rows


def test_a_merge_that_claims_the_whole_sheet_is_bounded() -> None:
    def write(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet["B2000"] = "far"

    def claim(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:CV900"/></mergeCells>'
        parts[name] = parts[name].replace(b"</sheetData>", merge)

    drawn = facsimile("a.xlsx", repacked(workbook(write), claim))
    assert drawn.cut
    assert sum(len(row.cells) for block in drawn.blocks for row in block.rows) <= 1000


def test_an_export_is_shown_with_the_names_that_its_text_does_not_have() -> None:
    data = slack({"finance/2026-03-02.json": [message("1", "Day 5")]})
    assert [block["text"] for block in shown("a.zip", data)][-1] == "**Ada Byron** (09:00:01): Day 5"
    assert "Ada" not in convert("a.zip", data).markdown
