"""Words of strangers inside a Markdown page of ours: they read as what was written, and are nothing else.

A name could else close our sentence and begin a heading, a link or a block of HTML of its own, and an agent
that reads the page would take it for the registry's. What hides in the words is described in brackets.
"""

from marketplace.text.prose import split_quoted
from packformat.convert import markdown
from registry.hidden import reveal_line, reveal_plain


def said(text: object) -> str:
    """Return words in one line of text, wherever in a line they stand."""
    return markdown.paragraph(markdown.escape(reveal_line(str(text))))


def said_in_cell(text: object) -> str:
    """Return words as the whole or a part of a table's cell."""
    return markdown.cell(markdown.escape(reveal_line(str(text))))


def said_as_code(text: object) -> str:
    """Return words as code inside a line, whatever backticks they hold."""
    return markdown.code(reveal_line(str(text)))


def told(message: object) -> str:
    """Return a message of ours, which quotes what it talks about in backticks."""
    parts = split_quoted(reveal_line(str(message)))
    return "".join(markdown.code(part) if quoted else markdown.escape(part) for part, quoted in parts)


def verbatim(text: str) -> str:
    """Return the lines of a file; a carriage return is named where it ends none, as it does in Markdown."""
    return reveal_plain(text.replace("\r\n", "\n").replace("\r", "[U+000D]"))


def indented(text: str) -> str:
    """Return a text as a block of code, which nothing in it ends; an empty line stands before it."""
    return "\n".join(f"    {line}" for line in verbatim(text).split("\n"))


def quotation(text: str) -> str:
    """Return Markdown by a stranger as a quotation, which nothing in it ends."""
    return "\n".join(f"> {line}".rstrip() for line in verbatim(text).strip("\n").split("\n"))
