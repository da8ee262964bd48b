"""What a model is asked about a pack: instructions, and every text within a fence that no text can break.

The same pack gives the same questions, to the byte, so that an answer can be kept for it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from packformat.fenced import fence_for, shown_line
from packformat.filetype import file_type
from packformat.modelreader.shown import ShownText, shown_texts
from packformat.rules.textfile import TEXT_SUFFIXES, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packformat.rules.view import PackView

LONGEST_QUESTION = 80_000
"""Characters of a pack in one question: some 20,000 tokens, which small models take, too."""
MOST_QUESTIONS = 4
"""Questions about one pack: of 885 real plugins six of ten need one, and one of eight more than this."""
_LONGEST_ROW = 4_000
"""Characters of a line after which it is shown on the next: a line may be as long as a file."""
_MOST_NAMED = 200
"""Files, or powers of a kind, that are named."""
_COMPUTED = "what the registry computed"
_LAST = "Answer now, with the JSON object alone."
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._/-]{1,100}")
"""A name that says little; any other stands within the fence, as whatever else its author wrote."""


class Questions(NamedTuple):
    """What to ask: a text for each question, the texts shown by path, and what is not shown.

    ``unread`` are the paths of texts of which something is not shown, with the reason; ``closed`` those of
    files of other kinds, such as pictures.
    """

    texts: tuple[str, ...]
    shown: dict[str, ShownText]
    unread: dict[str, str]
    closed: tuple[str, ...]


def questions_of(view: PackView) -> Questions:
    """The questions about a pack; what does not fit into `MOST_QUESTIONS` is named as unread."""
    every = tuple(shown_texts(view))
    facts = _facts(view, [text.path for text in every])
    fence = _fence_for(every, facts)
    pages, unread = _pages([block for text in every for block in _blocks(text, fence)])
    known = _block("", _COMPUTED, facts, fence).text
    head = _instructions().replace("{fence}", fence)
    total = len(pages)
    texts = tuple(
        f"{head}\n# The pack, part {number} of {total}\n\n{known}{page}\n{_LAST}\n"
        for number, page in enumerate(pages, 1)
    )
    shown = {text.path: text for text in every}
    closed = sorted(path for path in view.files if path not in shown and view.files[path].data)
    reasons = {text.path: "more is encoded in it than is shown" for text in every if not text.is_whole}
    reasons |= {path: "it is not UTF-8" for path in closed if _is_garbled(path, view.files[path].data)}
    reasons |= dict.fromkeys((*unread, *view.unread), "the pack is too long")
    return Questions(texts, shown, reasons, tuple(path for path in closed if path not in reasons))


def _is_garbled(path: str, data: bytes) -> bool:
    """Whether a file that is no text is named as one, and is nothing else that is known."""
    return suffix_of(path) in TEXT_SUFFIXES and file_type(data) is None


@cache
def _instructions() -> str:
    return resources.files("packformat").joinpath("modelreader/instructions.md").read_text("utf-8")


def _facts(view: PackView, paths: list[str]) -> list[str]:
    """What the rules have computed: no opinion, so that the reader comes to one of its own.

    It is made of the author's words (commands, hosts, names of files) and stands within a fence as they do.
    """
    powers = [_line(f"- {kind}: {_some(items)}") for kind, items in view.powers.as_dict().items() if items]
    others = sorted(set(view.files) - set(paths))
    return [
        "What the rules found it can do:",
        *(powers or ["- nothing that the rules know"]),
        _line(f"Files that are no text: {_some(others) or 'none'}"),
        _line(f"Texts in all parts: {_some(paths)}"),
    ]


def _some(items: Sequence[str]) -> str:
    """As many of them as are named, and how many there are beside."""
    more = [f"and {len(items) - _MOST_NAMED} more"] if len(items) > _MOST_NAMED else []
    return ", ".join([*items[:_MOST_NAMED], *more])


def _line(text: str) -> str:
    return shown_line(text if len(text) <= _LONGEST_ROW else f"{text[:_LONGEST_ROW]}…")


def _fence_for(texts: Iterable[ShownText], facts: Iterable[str]) -> str:
    """A row of letters that stands in none of these texts, and follows from them."""
    shown = [line for text in texts for line in (shown_line(text.path), *text.lines, *text.decoded)]
    whole = "\n".join((*facts, *shown))
    return fence_for(whole)


class _Block(NamedTuple):
    path: str
    text: str


def _blocks(text: ShownText, fence: str) -> Iterator[_Block]:
    """A text in pieces of whole lines that each fit into one question."""
    for title, lines in _titled(text):
        size, piece = 0, list[str]()
        for row in _rows(lines):
            if size + len(row) > LONGEST_QUESTION // 2:
                yield _block(text.path, title, piece, fence)
                size, piece = 0, []
            piece.append(row)
            size += len(row) + 1
        if piece:
            yield _block(text.path, title, piece, fence)


def _titled(text: ShownText) -> Iterator[tuple[str, Sequence[str]]]:
    """The lines of a text and what stands encoded in it, each with what stands beside the fence."""
    name = shown_line(text.path)
    for title, lines in ((name, text.lines), (f"{name} (decoded)", text.decoded)):
        if _PLAIN_NAME.fullmatch(name) or not lines:
            yield title, lines
        else:
            yield "with this name:", (title, *lines)


def _rows(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for start in range(0, len(line) or 1, _LONGEST_ROW):
            yield line[start : start + _LONGEST_ROW]


def _block(path: str, name: str, rows: list[str], fence: str) -> _Block:
    return _Block(path, "\n".join((f"{fence} FILE {name}", *rows, f"{fence} END", "")))


def _pages(blocks: list[_Block]) -> tuple[list[str], list[str]]:
    """The blocks on as many pages as may be asked, and the paths of those for which there is no room."""
    pages, unread = [""], list[str]()
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block.text) > LONGEST_QUESTION:
            if len(pages) == MOST_QUESTIONS:
                unread.append(block.path)
                continue
            pages.append("")
        pages[-1] += block.text
    return pages, unread
