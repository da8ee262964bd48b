"""Text that was saved in the wrong encoding: UTF-8 that a program took for something else and wrote anew.

Its signs are several where one was meant, and some of these are control characters, which nobody typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.rules.base import Rule, Seen
from packformat.rules.offers import Anew
from packformat.rules.unseen import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_BYTES = {
    sign: bytes([byte])
    for byte in range(128, 256)
    for sign in (chr(byte), *bytes([byte]).decode("cp1252", "ignore"))
}
"""The signs that a byte beyond ASCII becomes in ISO 8859-1 and in Windows-1252, which lacks some."""
_RUN = re.compile(f"[{''.join(_BYTES)}]+")
_CONTROLS = re.compile(f"[{CONTROLS}]")
_JOINER = "\u200d"
_SHOWN = 12
_MOST_RUNS = 50_000
"""Runs of signs of one pack that are looked at one by one."""


class Run(NamedTuple):
    """Signs in a row: the first of them, where their first control character stands, and what was meant.

    The last is empty for signs that were typed as they are.
    """

    said: str
    control: int
    meant: str


class Runs(NamedTuple):
    """Of a text, the first run that was garbled, and the first that was not."""

    garbled: Run | None
    typed: Run | None


def runs_in(view: PackView) -> dict[str, Runs]:
    """The runs of signs in the texts of a pack that hold a control character, by path; looked for once.

    A pack with too many is not searched to its end: `view.given_up` names the texts.
    """
    if runs_in not in view.kept:
        texts = [text for text in view.texts if _CONTROLS.search(text.unseen)]
        room = iter(range(_MOST_RUNS))
        view.kept[runs_in] = [{text.path: _first_runs(view, text, room) for text in texts}]
    found: dict[str, Runs] = view.kept[runs_in][0]
    return found


def _first_runs(view: PackView, text: TextFile, room: Iterator[int]) -> Runs:
    first: dict[bool, Run] = {}
    for run in _runs(text.text):
        if next(room, None) is None:
            view.given_up.add(text.path)
            break
        first.setdefault(run.meant != "", run)
        if len(first) == len(Runs._fields):
            break
    return Runs(first.get(True), first.get(False))


def _runs(text: str) -> Iterator[Run]:
    """The runs with a control character, which is what is looked for: far more are without."""
    end = 0
    for found in _CONTROLS.finditer(text):
        if found.start() >= end:
            start = found.start()
            while start > end and text[start - 1] in _BYTES:
                start -= 1
            run = next(_RUN.finditer(text, start))
            end = run.end()
            yield Run(run[0][:_SHOWN], found.start(), _meant(run[0])[:_SHOWN])


def _garbled(view: PackView) -> Iterator[Seen]:
    anew = Anew()
    for text in view.texts:
        runs = runs_in(view).get(text.path)
        if runs and runs.garbled:
            line = text.line_at(runs.garbled.control)
            yield _seen(text, line, runs.garbled)._replace(edit=anew.line(text, line, _mended))


def _seen(text: TextFile, number: int, run: Run) -> Seen:
    shown = printable(run.said)
    message = f"Line {number} was saved in the wrong encoding: `{shown}` should be `{run.meant}`"
    return Seen(text.path, message, "type the signs anew, and save the file as UTF-8", number)


def _mended(line: str) -> str:
    return _RUN.sub(lambda run: _meant(run[0]) or run[0], line)


def _meant(run: str) -> str:
    """What a run of signs was before it was garbled; empty where it was no such thing."""
    try:
        meant = b"".join(map(_BYTES.__getitem__, run)).decode("utf-8")
    except UnicodeError:
        return ""
    return meant if meant.replace(_JOINER, "").isprintable() else ""


RULES = (Rule("text/garbled", "warning", "Signs were saved as they were meant.", _garbled),)
