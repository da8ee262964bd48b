"""Files that are text, as rules read them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from packformat.filetype import MARKUP, file_type

if TYPE_CHECKING:
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
SCRIPT_SUFFIXES = frozenset(
    ("py", "sh", "bash", "zsh", "js", "mjs", "cjs", "ts", "ps1", "bat", "cmd", "rb", "pl", "php")
)
MARKDOWN_SUFFIXES = frozenset(("md", "mdx"))

LONGEST_READ = 1024 * 1024
"""Characters of one file that rules about its words read; what follows is told as not checked."""


def suffix_of(path: str) -> str:
    """The end of a file's name after its last dot, in small letters; a name without one has none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


class TextFile:
    """One text: its path, what it says, and where its lines begin."""

    def __init__(self, path: str, text: str):
        self.path = path
        self.suffix = suffix_of(path)
        self.text = text

    @property
    def is_markdown(self) -> bool:
        """Whether it is prose for people and agents."""
        return self.suffix in MARKDOWN_SUFFIXES

    @property
    def is_script(self) -> bool:
        """Whether it is a program."""
        return self.suffix in SCRIPT_SUFFIXES or self.text.startswith("#!")

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def words(self) -> str:
        """What rules about words read: small letters, not more than `LONGEST_READ` characters."""
        return self.text[:LONGEST_READ].lower()

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line that holds a character."""
        return self.text.count("\n", 0, offset) + 1


def read_text(entry: Entry) -> TextFile | None:
    """The file as text; None when it is not UTF-8, holds a zero byte, or gives itself away as something else.

    A byte-order mark is kept as the character that it is.
    """
    kind = file_type(entry.data)
    if (kind and kind.family != MARKUP) or b"\0" in entry.data:
        return None
    try:
        return TextFile(entry.path, entry.data.decode("utf-8"))
    except UnicodeDecodeError:
        return None
