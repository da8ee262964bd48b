"""A text as HTML: nothing of it acts, nothing in it hides, and what names a file leads to it."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from installer_cli.opened.text import MOST_LINES, lines_of, reveal

HERE = {"a/SKILL.md", "a/notes/x.md"}
OUTSIDE = "\u200b\u202e\ufeff\x1b\U000e0041"


class Seen(HTMLParser):
    """The tags of a page, where it leads, and what is read on it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.leads: list[str | None] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.leads += [value for name, value in attrs if name == "href"]
        assert {name for name, _ in attrs} <= {"id", "href"}

    def handle_data(self, data: str) -> None:
        self.words += data


def address(path: str) -> str:
    return f"/t/{path}" if path in HERE else ""


def shown(text: str, path: str = "a/SKILL.md") -> Seen:
    return Seen("".join(lines_of(path, text, address)))


@given(st.text(st.sampled_from("<>&\"'`[](){}#~\n a/:" + OUTSIDE)))
def test_whatever_a_text_says_is_read_and_does_nothing(text: str) -> None:
    page = shown(text)
    assert page.tags <= {"li", "span", "b", "mark", "a"}
    assert page.leads == []
    unseen = "".join(f"U+{ord(sign):04X}" if sign in OUTSIDE else sign for sign in text)
    assert page.words == unseen.replace("\n", "")


def test_what_names_a_file_of_the_pack_leads_there_and_nothing_else_leads_anywhere() -> None:
    text = "See [x](notes/x.md#top), `notes/x.md`, [y](https://example.org), [z](javascript:alert(1)), `b.md`"
    assert shown(text).leads == ["/t/a/notes/x.md"] * 2
    assert shown("[up](../SKILL.md)", "a/notes/x.md").leads == ["/t/a/SKILL.md"]
    assert shown("[x](notes/x.md)", "a/run.py").leads == []


def test_headings_stand_out_but_not_in_code() -> None:
    lines = list(lines_of("a/SKILL.md", "# One\n```\n# two\n```\n## Three", address))
    assert ["<b>" in line for line in lines] == [True, False, False, False, True]


def test_a_picture_is_left_as_it_is() -> None:
    assert reveal("\u26a0\ufe0f") == "\u26a0\ufe0f"
    assert reveal("a\ufe0f") == "a<mark>U+FE0F</mark>"


def test_of_very_many_lines_the_first_are_shown() -> None:
    assert len(list(lines_of("a.txt", "\n" * 2 * MOST_LINES, address))) == MOST_LINES
