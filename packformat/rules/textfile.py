"""Files that are text, as rules read them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from packformat.filetype import MARKUP, file_type
from packformat.rules.rows import LONGEST_ROW, Vocabulary, rows_in
from packformat.rules.unseen import unseen_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from packformat.archive import Entry

TEXT_SUFFIXES = frozenset(
    (
        *("md", "mdx", "txt", "rst", "csv", "tsv", "json", "jsonl", "toml", "yaml", "yml", "xml", "html"),
        *("htm", "css", "svg", "js", "mjs", "cjs", "ts", "tsx", "jsx", "py", "sh", "bash", "zsh", "ps1"),
        *("bat", "cmd", "rb", "pl", "php", "go", "rs", "java", "c", "h", "sql", "ini", "cfg", "conf", "env"),
        *("tex", "bib"),
    )
)  # fmt: skip
"""Ends of names that say *this is text*: a program or a person will read such a file as UTF-8."""
SHELL_SUFFIXES = frozenset(("sh", "bash", "zsh"))
SCRIPT_SUFFIXES = SHELL_SUFFIXES | frozenset(
    ("py", "js", "mjs", "cjs", "ts", "ps1", "bat", "cmd", "rb", "pl", "php")
)
MARKDOWN_SUFFIXES = frozenset(("md", "mdx"))
READ_SUFFIXES = frozenset(
    (
        *("md", "mdx", "txt", "rst", "json", "toml", "yaml", "yml", "html", "htm", "env", "cfg", "ini"),
        *("py", "sh", "bash", "zsh", "js", "mjs", "cjs", "ts", "tsx", "jsx", "ps1", "bat", "cmd", "rb", "pl"),
        *("php", "go", "rs", "conf", "pem", "key", ""),
    )
)  # fmt: skip
"""Texts that give instructions to an agent or a machine; tables, markup and locks of data give none."""
_FIRST = MARKDOWN_SUFFIXES | SCRIPT_SUFFIXES | {""}

_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
"""Bytes below 128 that are control characters, but for tabs, line breaks and form feeds."""
_SPACES = bytes.maketrans(b"\t\r\n", b"   ")
_FENCED_CODE = re.compile(
    r"(?P<fence>([`~])(?:(?<=^.)|(?<=^ .)|(?<=^  .)|(?<=^   .))\2\2)[^\n]*"
    r"(?:\n(?! {0,3}(?P=fence))[^\n]*)*+(?:\n {0,3}(?P=fence))?",
    re.MULTILINE,
)
"""A block of code, from its first fence to its last or the end; looked for by one sign, read line by line."""
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_LINE_END = re.compile("\n")
PROGRAM_STARTED = re.compile(
    r"\beval(?:\s+(?:[\"'`$\\@<-]|\w+\s*$)|\()|\b(?:ba|z)?sh\s*(?:\s-c\b|<<)|(?<!/apply:)\bos\.system|\bshell\s*=\s*true|"
    r"\bpopen\b|\bexec(?:sync)?\(|(?:^|[;&|({\"'`])[ \t]{0,40}source\s+[^\s=(]|\|\s*(?:ba|z)?sh\s*$",
    re.MULTILINE,
)
"""How a program runs what stands in a value."""
_VALUE_RUN = re.compile(
    r"(?:^|[;&|]|\b(?:then|do|else)\s)[ \t]*[\"']?\$\{?\w+\}?[\"']?[ \t]*(?:$|[;&|])", re.MULTILINE
)
"""A line of a shell that is nothing but a value."""
_ASCII = bytes(range(128))
_OF_FOUR = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""How a letter of four bytes begins in UTF-8."""
LONGEST_READ = 1024 * 1024
"""Characters of one file that rules about its words read; what follows is told as not checked."""
ROOM_OF_FILE = 1000
"""What each text takes of the room besides its bytes: to begin one costs as much as so many letters. Of 8,665
real packs and repositories one is read less far for it, a repository of 2,366 texts."""
MOST_READ = 6 * (LONGEST_READ + ROOM_OF_FILE)
"""Bytes of text of one pack that rules read: the largest of some 800 real plugins has two thirds of it."""
MOST_DISTINCT = LONGEST_READ // 2
"""Letters of all rows of letters in one pack, each row counted once: whole repositories of 35 MB have less
than half of it, and only what nobody says has more."""


def suffix_of(path: str) -> str:
    """The end of a file's name after its last dot, in small letters; a name without one has none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


class TextFile:
    """One text: its path, what it says, and where its lines begin.

    ``pack`` knows the rows of letters of all texts of the same pack; none where it is read by itself.
    """

    def __init__(self, path: str, data: bytes):
        self.path = path
        self.suffix = suffix_of(path)
        self.text = data.decode("utf-8")
        self._data = data
        self.pack: Vocabulary | None = None

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self._data)

    @property
    def is_markdown(self) -> bool:
        """Whether it is prose for people and agents."""
        return self.suffix in MARKDOWN_SUFFIXES

    @property
    def is_script(self) -> bool:
        """Whether it is a program."""
        return self.suffix in SCRIPT_SUFFIXES or self._data.startswith(b"#!")

    @cached_property
    def beyond_ascii(self) -> bytes:
        """Those of its bytes that belong to other letters and signs than those of ASCII."""
        return self._data.translate(None, _ASCII)

    @cached_property
    def unseen(self) -> str:
        """The signs that nobody sees and that stand in it, each once."""
        return unseen_in(self.beyond_ascii.decode("utf-8"))

    @cached_property
    def may_hold_controls(self) -> bool:
        """Whether a control character of ASCII can stand in it: said by its bytes, not by each character."""
        lone = self._data.count(b"\r") != self._data.count(b"\r\n")
        return lone or len(self._data.translate(None, _CONTROLS)) != len(self._data)

    def has_wide_space(self, width: int) -> bool:
        """Whether so many blanks, tabs and line breaks stand in a row."""
        return b" " * width in self._data.translate(_SPACES)

    @cached_property
    def prose(self) -> str:
        """What it says without code; every line has its number still."""
        return _INLINE_CODE.sub(" ", _FENCED_CODE.sub(_breaks, self.text))

    @cached_property
    def words(self) -> str:
        """What rules about words read: small letters, not more than `LONGEST_READ` characters."""
        return self.text[:LONGEST_READ].lower()

    @cached_property
    def may_run_values(self) -> bool:
        """Whether it may be a program that runs what stands in a value."""
        return any(form.search(self.words) for form in (PROGRAM_STARTED, _VALUE_RUN))

    @property
    def may_hold(self) -> int:
        """The bits of the words that may stand in it, in small or capital letters: all, if it is not read."""
        is_read = self.suffix in READ_SUFFIXES and len(self.text) <= LONGEST_READ
        return self.held if is_read else -1

    @cached_property
    def held(self) -> int:
        """The bits of the words that may stand in `words`."""
        return (self.pack or Vocabulary(self.rows.split())).held_by(self.rows)

    @cached_property
    def rows(self) -> bytes:
        """The rows of letters in `words`."""
        return rows_in(self.words)

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line that holds a character."""
        return bisect_right(self._ends, offset - 1) + 1

    def line(self, number: int) -> str:
        """The line of a number, from 1, without its line break."""
        begin = self._ends[number - 2] + 1 if number > 1 else 0
        return self.text[begin : self._ends[number - 1] if number <= len(self._ends) else None]

    def line_of_word(self, offset: int) -> int:
        """The same for a character of `words`, which can be longer: some small letters are two."""
        return bisect_right(self._word_ends, offset - 1) + 1

    def line_of_prose(self, offset: int) -> int:
        """The same for a character of `prose`."""
        return bisect_right(self._prose_ends, offset - 1) + 1

    @cached_property
    def _ends(self) -> Sequence[int]:
        return _line_ends(self.text)

    @cached_property
    def _prose_ends(self) -> Sequence[int]:
        return _line_ends(self.prose)

    @cached_property
    def _word_ends(self) -> Sequence[int]:
        return _line_ends(self.words)


def _breaks(found: re.Match[str]) -> str:
    """As many line breaks as a match has."""
    return "\n" * found[0].count("\n")


def _line_ends(text: str) -> Sequence[int]:
    """Where lines end, in four bytes for each: lines of one word have very many."""
    return array("I", (found.start() for found in _LINE_END.finditer(text)))


def texts_of(entries: Iterable[Entry]) -> tuple[list[TextFile], list[str]]:
    """The texts that rules read, and the paths of those for which a pack's bounds leave no room.

    Instructions and scripts come before data, so that no table crowds them out.
    """
    found, unread, room, distinct = [], [], MOST_READ, _Distinct()
    every = sorted(entries, key=lambda entry: (suffix_of(entry.path) not in _FIRST, entry.path))
    for entry in filter(is_text, every):
        room -= _room_of(entry.data)
        text = TextFile(entry.path, entry.data) if room >= 0 else None
        if text and distinct.has_room_for(text):
            found.append(text)
        else:
            unread.append(entry.path)
    pack = Vocabulary(distinct.rows)
    for text in found:
        text.pack = pack
    return sorted(found, key=lambda text: text.path), sorted(unread)


class _Distinct:
    """The rows of letters of all texts of a pack, as far as `MOST_DISTINCT` goes."""

    def __init__(self) -> None:
        self.rows: set[bytes] = set()
        self._left = MOST_DISTINCT

    def has_room_for(self, text: TextFile) -> bool:
        """Whether what a text adds may be read as well; once one had no room, none has."""
        if self._left >= 0 and text.suffix in READ_SUFFIXES:
            added = [row for row in text.rows.split() if row not in self.rows]
            self._left -= sum(min(len(row), LONGEST_ROW) for row in added)
            if self._left >= 0:
                self.rows.update(row for row in added if len(row) <= LONGEST_ROW)
        return self._left >= 0


def _room_of(data: bytes) -> int:
    """Bytes of a text, or half of what holds it: with one letter of four bytes, each letter takes four."""
    wide = any(byte in data for byte in _OF_FOUR)
    return ROOM_OF_FILE + (max(len(data), 2 * len(data.decode("utf-8"))) if wide else len(data))


def is_text(entry: Entry) -> bool:
    """Whether it is UTF-8, holds no zero byte, and does not give itself away as something else.

    A byte-order mark counts as the character that it is.
    """
    kind = file_type(entry.data)
    if (kind and kind.family != MARKUP) or b"\0" in entry.data:
        return False
    try:
        entry.data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
