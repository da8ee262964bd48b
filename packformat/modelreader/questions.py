"""What a model is asked about a pack: instructions, and every text within a fence that no text can break.

The same pack gives the same questions, to the byte, so that an answer can be kept for it.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.modelreader.shown import ShownText, shown_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.rules.view import PackView

LONGEST_QUESTION = 80_000
"""Characters of a pack in one question: some 20,000 tokens, which small models take, too."""
MOST_QUESTIONS = 4
"""Questions about one pack; nine of ten real plugins need one."""
_LONGEST_ROW = 4_000
"""Characters of a line after which it is shown on the next: a line may be as long as a file."""
_MOST_NAMED = 200
"""Files, or powers of a kind, that are named."""
_COMPUTED = "what the registry computed"
_LAST = "Answer now, with the JSON object alone."
_FENCE = 16
"""Letters of a fence: 64 bits, which no author guesses before the pack is done."""


class Questions(NamedTuple):
    """What to ask: a text for each question, the texts shown by path, and the paths of what was not shown."""

    texts: tuple[str, ...]
    shown: dict[str, ShownText]
    unread: tuple[str, ...]


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
    return Questions(texts, {text.path: text for text in every}, tuple(sorted({*unread, *view.unread})))


@cache
def _instructions() -> str:
    return resources.files("packformat").joinpath("modelreader/instructions.md").read_text("utf-8")


def _facts(view: PackView, paths: list[str]) -> list[str]:
    """What the rules have computed: no opinion, so that the reader comes to one of its own.

    It is made of the author's words (commands, hosts, names of files) and stands within a fence as they do.
    """
    powers = [
        _line(f"- {kind}: {', '.join(items[:_MOST_NAMED])}")
        for kind, items in view.powers.as_dict().items()
        if items
    ]
    others = sorted(set(view.files) - set(paths))
    return [
        "What the rules found it can do:",
        *(powers or ["- nothing that the rules know"]),
        _line(f"Files that are no text: {', '.join(others[:_MOST_NAMED]) or 'none'}"),
        _line(f"Texts in all parts: {', '.join(paths[:_MOST_NAMED])}"),
    ]


def _line(text: str) -> str:
    return printable(text, _LONGEST_ROW)


def _fence_for(texts: Iterable[ShownText], facts: Iterable[str]) -> str:
    """A row of letters that stands in none of these texts, and follows from them."""
    shown = [line for text in texts for line in (printable(text.path), *text.lines, *text.decoded)]
    whole = "\n".join((*facts, *shown))
    seed = sha256(whole.encode("utf-8"))
    while (fence := seed.hexdigest()[:_FENCE]) in whole:
        seed.update(b"again")
    return fence


class _Block(NamedTuple):
    path: str
    text: str


def _blocks(text: ShownText, fence: str) -> Iterator[_Block]:
    """A text in pieces of whole lines that each fit into one question."""
    name = printable(text.path)
    for title, lines in ((name, text.lines), (f"{name} (decoded)", text.decoded)):
        size, piece = 0, list[str]()
        for row in _rows(lines):
            if size + len(row) > LONGEST_QUESTION // 2:
                yield _block(text.path, title, piece, fence)
                size, piece = 0, []
            piece.append(row)
            size += len(row) + 1
        if piece:
            yield _block(text.path, title, piece, fence)


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
