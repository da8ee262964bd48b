"""Files that are text, as rules read them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING

from packformat.filetype import MARKUP, file_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_FIRST = MARKDOWN_SUFFIXES | SCRIPT_SUFFIXES | {""}

_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
"""Bytes below 128 that are control characters, but for tabs, line breaks and form feeds."""
_SPACES = bytes.maketrans(b"\t\r\n", b"   ")
_FENCED_CODE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_LETTERS = re.compile("[a-z]+")
_ONLY_LETTERS = bytes(byte if byte in b"abcdefghijklmnopqrstuvwxyz" else ord(" ") for byte in range(256))
_OF_FOUR = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""How a letter of four bytes begins in UTF-8."""
LONGEST_READ = 1024 * 1024
"""Characters of one file that rules about its words read; what follows is told as not checked."""
MOST_READ = 6 * LONGEST_READ
"""Bytes of text of one pack that rules read: the largest of some 800 real plugins has two thirds of it."""


def suffix_of(path: str) -> str:
    """The end of a file's name after its last dot, in small letters; a name without one has none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


class TextFile:
    """One text: its path, what it says, and where its lines begin."""

    def __init__(self, path: str, data: bytes):
        self.path = path
        self.suffix = suffix_of(path)
        self.text = data.decode("utf-8")
        self._data = data
        self._spots: dict[str, list[int]] = {}

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

    @property
    def is_ascii(self) -> bool:
        """Whether it holds nothing but the letters of ASCII."""
        return self._data.isascii()

    @property
    def may_hold_controls(self) -> bool:
        """Whether a control character can stand in it: said by its bytes, not by each character."""
        lone = self._data.count(b"\r") != self._data.count(b"\r\n")
        return lone or b"\xc2" in self._data or len(self._data.translate(None, _CONTROLS)) != len(self._data)

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

    def spots(self, word: str) -> list[int]:
        """Where a word stands in `words`; looked for once."""
        known = self._spots.get(word)
        if known is None:
            known = list(_spots(self.words, word)) if self._held[row_of(word)] else []
            self._spots[word] = known
        return known

    def holds(self, rows: Iterable[str]) -> bool:
        """Whether one of these rows of letters stands anywhere in `words`."""
        return any(map(self._held.__getitem__, rows))

    @cached_property
    def _held(self) -> _Held:
        return _Held(self._vocabulary)

    @cached_property
    def _vocabulary(self) -> str:
        """Every row of letters once: a third of a text, so that a word that is not there is missed sooner."""
        rows = self.words.encode("utf-8").translate(_ONLY_LETTERS).split()
        return b" ".join(set(rows)).decode("ascii")

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
    def _ends(self) -> list[int]:
        return list(_spots(self.text, "\n"))

    @cached_property
    def _prose_ends(self) -> list[int]:
        return list(_spots(self.prose, "\n"))

    @cached_property
    def _word_ends(self) -> list[int]:
        return list(_spots(self.words, "\n"))


class _Held(dict[str, bool]):
    """Which rows of letters stand in a vocabulary; each is looked for once."""

    def __init__(self, vocabulary: str):
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, row: str) -> bool:
        held = self[row] = row in self._vocabulary
        return held


@cache
def row_of(word: str) -> str:
    """The longest row of letters in a word."""
    return max(_LETTERS.findall(word), key=len, default="")


def _breaks(found: re.Match[str]) -> str:
    """As many line breaks as a match has."""
    return "\n" * found[0].count("\n")


def _spots(text: str, word: str) -> Iterator[int]:
    spot = text.find(word)
    while spot >= 0:
        yield spot
        spot = text.find(word, spot + 1)


def texts_of(entries: Iterable[Entry]) -> tuple[list[TextFile], list[str]]:
    """The texts that rules read, and the paths of those for which `MOST_READ` leaves no room.

    Instructions and scripts come before data, so that no table crowds them out.
    """
    found, unread, room = [], [], MOST_READ
    every = sorted(entries, key=lambda entry: (suffix_of(entry.path) not in _FIRST, entry.path))
    for entry in filter(is_text, every):
        room -= _room_of(entry.data)
        if room >= 0:
            found.append(TextFile(entry.path, entry.data))
        else:
            unread.append(entry.path)
    return sorted(found, key=lambda text: text.path), sorted(unread)


def _room_of(data: bytes) -> int:
    """Bytes of a text, or half of what holds it: with one letter of four bytes, each letter takes four."""
    wide = any(byte in data for byte in _OF_FOUR)
    return max(len(data), 2 * len(data.decode("utf-8"))) if wide else len(data)


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
