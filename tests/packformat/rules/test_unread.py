"""A verdict says what it is not about."""

from types import ModuleType

import pytest

from packformat.archive import Entry
from packformat.rules import RULES, PackView, files, hidden, run_rules, secrets
from packformat.rules.base import Rule, more_files
from packformat.rules.textfile import LONGEST_READ
from packformat.rules.unread import not_checked


def told(*entries: Entry) -> list[str]:
    return list(not_checked(PackView(entries)))


def test_files_that_are_no_text_are_named_with_what_they_are() -> None:
    assert told(Entry("a.pdf", b"%PDF-1.7"), Entry("b.dat", b"\xff"), Entry("empty", b"")) == [
        "what `a.pdf` says (a PDF document)",
        "what `b.dat` says (bytes of no known kind)",
    ]


def test_many_of_them_are_counted() -> None:
    sentences = told(*(Entry(f"{number:02}.png", b"\x89PNG\r\n\x1a\n") for number in range(13)))
    assert len(sentences) == 11
    assert sentences[-1] == "what stands in 3 more files that no text editor shows"


def test_a_long_text_is_told_as_read_in_part() -> None:
    assert told(Entry("a.csv", b"x" * (LONGEST_READ + 1))) == ["`a.csv` after its first 1,048,576 characters"]


def test_nobody_runs_the_scripts() -> None:
    assert told(Entry("a.sh", b"true"), Entry("a.md", b"text")) == ["what scripts do when they run"]


def test_words_beyond_what_is_read_of_a_pack_are_told_as_not_checked_and_held() -> None:
    entries = [Entry(f"n{number:02}.md", b"x" * LONGEST_READ) for number in range(20)]
    view = PackView(entries)
    assert len(view.unread) == 14
    [held] = [found for rule in RULES if rule.id == "text/unread" for found in rule.check(view)]
    assert (held.path, "and 13 more files" in held.message) == ("n06.md", True)
    sentences = list(not_checked(view))
    assert (sentences[0], sentences[-1]) == ("the words of `n06.md`", "the words of 4 more files")


PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
TOKEN = b"ghp_" + b"A1b2C3d4" * 4 + b"E5f6"


def given_up(rule: Rule, data: bytes) -> set[str]:
    view = PackView([Entry("notes.md", data)])
    list(rule.check(view))
    return view.given_up


@pytest.mark.parametrize(
    ("rooms", "identifier", "limit", "data"),
    [
        (hidden, "text/broken-words", "_MOST_INVISIBLE", "a\u200bb c\u200bd".encode()),
        (hidden, "text/bidi", "_MOST_INVISIBLE", "\u05d0 \u2066abc\u2069".encode()),
        (hidden, "text/stray", "_MOST_INVISIBLE", "\U0001f468\u200d\U0001f469\u200d\U0001f467".encode()),
        (secrets, "content/credential", "_MOST_LOOKED_AT", b"http://a:m4Zt9QwLx72RbVd8@b.net\n" * 2),
        (secrets, "content/secret", "_MOST_LOOKED_AT", TOKEN + b"\n\n" + TOKEN.replace(b"A1", b"Z9")),
    ],
)
def test_a_text_with_more_than_is_looked_at_is_given_up(
    monkeypatch: pytest.MonkeyPatch, rooms: ModuleType, identifier: str, limit: str, data: bytes
) -> None:
    [rule] = [one for one in rooms.RULES if one.id == identifier]
    assert given_up(rule, data) == set()
    monkeypatch.setattr(rooms, limit, 1)
    assert given_up(rule, data) == {"notes.md"}


def test_pictures_beyond_what_is_read_of_a_pack_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_READ", len(PICTURE))
    report = run_rules([Entry("assets/a.svg", PICTURE), Entry("assets/b.svg", PICTURE)])
    assert [found.path for found in report.findings if found.rule == "text/unread"] == ["assets/b.svg"]


def test_one_more_file_is_no_files() -> None:
    assert [more_files(count) for count in (0, 1, 2)] == ["0 more files", "1 more file", "2 more files"]
