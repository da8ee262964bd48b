"""What is read as text, and what is not."""

import pytest

from packformat.archive import Entry
from packformat.rules import textfile
from packformat.rules.rows import Vocabulary, bit_of
from packformat.rules.textfile import ROOM_OF_FILE, TextFile, is_text, suffix_of, texts_of


def test_the_end_of_a_name_tells_what_a_file_is() -> None:
    assert [suffix_of(path) for path in ("a/b.MD", "a.b/c", "Makefile", ".env", "a.tar.gz")] == [
        "md",
        "",
        "",
        "env",
        "gz",
    ]


def test_utf8_without_zero_bytes_is_text_whatever_its_name() -> None:
    assert is_text(Entry("LICENSE", "é\n".encode()))
    assert is_text(Entry("page.html", b"<html>"))
    assert TextFile("LICENSE", "é\n".encode()).text == "é\n"


def test_other_bytes_are_no_text() -> None:
    for data in (b"\xff\xfe", b"a\0b", b"%PDF-1.7 text"):
        assert not is_text(Entry("a.md", data))


@pytest.mark.parametrize(("letter", "read"), [("e", 2), ("é", 2), ("\U0001f600", 1)])
def test_a_text_with_one_letter_of_four_bytes_takes_the_room_that_it_is_held_in(
    monkeypatch: pytest.MonkeyPatch, letter: str, read: int
) -> None:
    monkeypatch.setattr(textfile, "MOST_READ", 2 * ROOM_OF_FILE + 300)
    entries = [Entry(path, ("x" * 100 + letter).encode()) for path in ("a.md", "b.md")]
    texts, unread = texts_of(entries)
    assert (len(texts), len(unread)) == (read, 2 - read)


def test_each_text_takes_room_however_short_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "MOST_READ", 3 * ROOM_OF_FILE)
    texts, unread = texts_of(Entry(f"{number}.md", b"") for number in range(5))
    assert (len(texts), unread) == (3, ["3.md", "4.md"])


def test_a_pack_of_words_that_nobody_says_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "MOST_DISTINCT", 8)
    said = (
        ("a.md", b"curl, Curl: that"),
        ("b.csv", b"is not counted"),
        ("c.md", b"that curl"),
        ("d.txt", b"x"),
    )
    texts, unread = texts_of(Entry(path, data) for path, data in said)
    assert ([text.path for text in texts], unread) == (["a.md", "b.csv", "c.md"], ["d.txt"])


def test_the_words_that_a_text_may_hold_are_told_by_its_rows_of_letters() -> None:
    said = [Entry("a.md", b"Curls://"), Entry("b.md", b"fetch"), Entry("c.csv", b"")]
    (one, other, table), _ = texts_of(said)
    curl, fetch, marks = map(bit_of, ("curl -o", "fetch(", "://"))
    one.pack = other.pack = Vocabulary([b"curls", b"fetch"])  # made after the bits were asked for
    assert [bool(one.held & bit) for bit in (curl, fetch, marks)] == [True, False, True]
    assert [bool(other.may_hold & bit) for bit in (curl, fetch, marks)] == [False, True, True]
    assert table.may_hold & curl


def test_a_script_is_known_by_its_name_or_its_first_line() -> None:
    assert TextFile("run", b"#!/bin/sh\n").is_script
    assert TextFile("run.py", b"").is_script
    assert not TextFile("run.md", b"x").is_script


def test_a_place_is_told_by_its_line() -> None:
    text = TextFile("a.md", b"one\ntwo\nthree")
    assert [text.line_at(text.text.index(word)) for word in ("one", "\ntwo", "two", "three")] == [1, 1, 2, 3]
    assert text.is_markdown


def test_a_word_has_its_line_where_small_letters_are_longer_than_capital_ones() -> None:
    text = TextFile("a.md", "\u0130\n\u0130 Curl".encode())
    assert text.line_of_word(text.words.index("curl")) == 2
