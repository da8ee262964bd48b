"""What is to be told of an export: each thing that was left out, and counts of what is left out often."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from packformat.convert.document import INVISIBLE
from packformat.convert.result import Loss

if TYPE_CHECKING:
    from collections.abc import Callable

_NEVER_SHOWN = re.compile(INVISIBLE.pattern.replace("]", "\ud800-\udfff]"))
"""What nobody sees, and halves of a surrogate pair, which stand where a program cut through an emoji."""


class Told:
    """Losses in the order in which they were met."""

    def __init__(self) -> None:
        self._losses: list[Loss] = []
        self._counts: Counter[str] = Counter()

    def lose(self, kind: str, place: str, detail: str = "") -> None:
        """Tell one thing with its place."""
        self._losses.append(Loss(kind, place, detail))

    def count(self, kind: str, times: int = 1) -> None:
        """Tell of so many things of a kind together, once everything is read."""
        self._counts[kind] += times

    def text(self, value: object) -> str:
        """A text that somebody else has written, empty for what is none, with nothing invisible in it.

        Invisible characters go first, because a name that holds one would be no name to who looks for it.
        """
        if not isinstance(value, str):
            return ""
        visible, count = _NEVER_SHOWN.subn("", value.replace("\r\n", "\n"))
        if count:
            self.count("invisible-characters", count)
        return visible if visible.isascii() else unicodedata.normalize("NFC", visible)

    def all(self, hide: Callable[[str], str]) -> list[Loss]:
        """Everything that is to be told, places and reasons as ``hide`` makes them: paths may name people."""
        met = [replace(loss, place=hide(loss.place), detail=hide(loss.detail)) for loss in self._losses]
        counted = [Loss(kind, "", f"{count:,}") for kind, count in sorted(self._counts.items()) if count]
        return [*met, *counted]
