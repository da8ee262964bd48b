"""Characters a reader cannot see, made visible.

A zero-width space, a bidirectional override or a run of Unicode tag characters reads as nothing on a screen
and as an instruction to an agent. Wherever pages and mails show words of others, such characters appear as
what names them. Unicode categories decide what is hidden: control, format, surrogate, private use and
unassigned characters, and the few letters and variation selectors that draw nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_VISIBLE_CONTROLS = frozenset("\t\n\r")
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_BREAKERS = frozenset("\u2028\u2029")
_JOINERS = frozenset("\u200c\u200d")
_EMOJI_STYLE = "\ufe0f"
_SELECTORS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)
_TAGS = range(0xE0020, 0xE007F)
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e]*")
_PICTURE_CATEGORIES = frozenset({"So", "Sk"})
_JOINING_CATEGORIES = _PICTURE_CATEGORIES | {"Lo", "Mn", "Mc"}


class Run(NamedTuple):
    """A stretch of text whose characters are either all visible or all hidden."""

    text: str
    hidden: bool


def split_hidden(text: str) -> Iterator[Run]:
    """Yield `text` as runs of visible and hidden characters, in order; joined again they are `text`."""
    if _PLAIN.fullmatch(text):
        if text:
            yield Run(text, hidden=False)
        return
    start = 0
    hidden = _is_hidden(text, 0)
    for position in range(1, len(text)):
        if _is_hidden(text, position) != hidden:
            yield Run(text[start:position], hidden)
            start, hidden = position, not hidden
    yield Run(text[start:], hidden)


def reveal_plain(text: str) -> str:
    """Return `text` with each hidden run described in brackets, for where no mark can stand."""
    return "".join(f"[{describe(run.text)}]" if run.hidden else run.text for run in split_hidden(text))


def reveal_line(text: str) -> str:
    """Return `text` in one line, with what hides in it described in brackets."""
    return " ".join(reveal_plain(text).split())


def describe(hidden: str) -> str:
    """Name a run of hidden characters: its code point, how many there are, or the text it smuggles."""
    if smuggled := "".join(chr(ord(char) - 0xE0000) for char in hidden if ord(char) in _TAGS):
        return f"hidden text: {smuggled}"
    if len(set(hidden)) == 1:
        times = f", {len(hidden)} times" if len(hidden) > 1 else ""
        return f"U+{ord(hidden[0]):04X}{times}"
    return f"{len(hidden)} hidden characters"


def _is_hidden(text: str, position: int) -> bool:
    char = text[position]
    if char in _VISIBLE_CONTROLS:
        return False
    if char in _JOINERS:
        return not (_category(text, position - 1) in _JOINING_CATEGORIES and _joins(text, position + 1))
    if char == _EMOJI_STYLE:
        return not _follows_picture(text, position)
    if any(ord(char) in selectors for selectors in _SELECTORS):
        return True
    return (
        char in _BLANK_LETTERS or char in _LINE_BREAKERS or unicodedata.category(char) in _HIDDEN_CATEGORIES
    )


def _category(text: str, position: int) -> str:
    return unicodedata.category(text[position]) if 0 <= position < len(text) else ""


def _joins(text: str, position: int) -> bool:
    return _category(text, position) in _JOINING_CATEGORIES


def _follows_picture(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    return before in set("#*0123456789\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194\u2195") or _category(
        text, position - 1
    ) in _PICTURE_CATEGORIES | {"Sm"}
