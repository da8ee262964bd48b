"""What is read as text, and what is not."""

from packformat.archive import Entry
from packformat.rules.textfile import TextFile, read_text, suffix_of


def test_the_end_of_a_name_tells_what_a_file_is() -> None:
    assert [suffix_of(path) for path in ("a/b.MD", "a.b/c", "Makefile", ".env", "a.tar.gz")] == [
        "md",
        "",
        "",
        "env",
        "gz",
    ]


def test_utf8_without_zero_bytes_is_text_whatever_its_name() -> None:
    text = read_text(Entry("LICENSE", "é\n".encode()))
    assert text is not None
    assert text.text == "é\n"
    assert read_text(Entry("page.html", b"<html>")) is not None


def test_other_bytes_are_no_text() -> None:
    for data in (b"\xff\xfe", b"a\0b", b"%PDF-1.7 text"):
        assert read_text(Entry("a.md", data)) is None


def test_a_script_is_known_by_its_name_or_its_first_line() -> None:
    assert TextFile("run", "#!/bin/sh\n").is_script
    assert TextFile("run.py", "").is_script
    assert not TextFile("run.md", "x").is_script


def test_a_place_is_told_by_its_line() -> None:
    text = TextFile("a.md", "one\ntwo\nthree")
    assert [text.line_at(text.text.index(word)) for word in ("one", "two", "three")] == [1, 2, 3]
    assert text.lines == ["one", "two", "three"]
    assert text.is_markdown
