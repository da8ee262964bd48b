"""Writing Markdown so that a reader gets back exactly the text that went in.

CommonMark 0.31 with the tables of GFM. Text is escaped where a character would mean something, and only
there; what comes back from `escape` or `cell` is Markdown and is not escaped again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BREAK = "<br>"
"""A line break inside a table's cell."""

_SPECIAL = re.compile(r"[\\`\[\]<~]|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:(?=#{1,6}(?:\s|$))|(?=[>+|=-])|(?=\*\s)|(?=\*$)|(?=:-))", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_SPACE = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    """Text with runs of spaces as one, and no space at the ends of its lines."""
    return "\n".join(line.strip() for line in _SPACE.sub(" ", text).split("\n"))


def escape(text: str) -> str:
    """Text as Markdown inside a line, such that it reads as it is."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def paragraph(markdown: str) -> str:
    """Markdown of a paragraph, none of whose lines begins like something else."""
    lines = [line for line in tidy(markdown).split("\n") if line]
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\", "\n".join(lines)))


def heading(level: int, markdown: str) -> str:
    """A heading of level 1 to 6."""
    text = " ".join(tidy(markdown).split("\n")).strip()
    trailing = re.search(r"(?:^|\s)#+$", text)
    if trailing:
        text = text[: trailing.end() - 1] + "\\#"
    return f"{'#' * min(max(level, 1), 6)} {text}"


def strong(markdown: str) -> str:
    """Bold text; nothing when there is nothing to be bold."""
    return f"**{markdown}**" if markdown else ""


def link(markdown: str, target: str) -> str:
    """A link to an address of the web or of mail; without words it shows the address."""
    safe = re.sub(r"[\s<>()\\]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target)
    return f"[{markdown}]({safe})" if markdown else f"<{safe}>"


def code(text: str) -> str:
    """Text as code inside a line, whatever backticks it holds."""
    line = " ".join(text.split("\n"))
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding}{fence}"


def code_block(text: str) -> str:
    """Lines as they are."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text.rstrip(chr(10))}\n{fence}"


def cell(markdown: str) -> str:
    """Markdown of a line or more as one cell of a table."""
    lines = [line for line in tidy(markdown).split("\n") if line]
    return BREAK.join(lines).replace("|", "\\|")


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is its header; cells are what `cell` gives, short rows are filled up."""
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in full]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def list_block(items: Iterable[str], *, ordered: bool = False, start: int = 1) -> str:
    """A list of items, each of which is Markdown of one or more blocks."""
    lines: list[str] = []
    for number, item in enumerate(items, start):
        marker = f"{number}. " if ordered else "- "
        first, *rest = item.split("\n")
        lines.append(marker + first)
        lines += [" " * len(marker) + line if line else "" for line in rest]
    return "\n".join(lines)


def document(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them, and one line break at the end."""
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"
