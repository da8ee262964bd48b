"""Going once through the XML of a part that may be long: what begins, and what ends with which text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Begin = Callable[[Mapping[str, str]], object]
    End = Callable[[str], object]


def walk(part: bytes, begins: Mapping[str, Begin], ends: Mapping[str, End]) -> None:
    """Call what ``begins`` has for an element with its attributes, and what ``ends`` has with its last text.

    Elements are named without their prefixes. The part must have been looked at by `open_package`.
    """
    pieces: list[str] = []

    def started(name: str, attributes: Mapping[str, str]) -> None:
        pieces.clear()
        begin = begins.get(name.rpartition(":")[2])
        if begin is not None:
            begin(attributes)

    def ended(name: str) -> None:
        end = ends.get(name.rpartition(":")[2])
        if end is not None:
            end("".join(pieces))
        pieces.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = pieces.append
    parser.Parse(part, True)  # noqa: FBT003 - expat takes no names


class Runs:
    """The text of a string, which may stand in several runs, without how it is spoken."""

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._is_spoken = False
        self.begins: dict[str, Begin] = {"rPh": self._speak}
        self.ends: dict[str, End] = {"t": self._add, "rPh": self._fall_silent}

    def take(self) -> str:
        """What has been read since the last time."""
        text = "".join(self._runs)
        self._runs.clear()
        return text

    def _speak(self, _: object) -> None:
        self._is_spoken = True

    def _fall_silent(self, _: object) -> None:
        self._is_spoken = False

    def _add(self, text: str) -> None:
        if not self._is_spoken:
            self._runs.append(text)


def shared_texts(part: bytes) -> list[str]:
    """The texts that the cells of a workbook name by their numbers."""
    texts: list[str] = []
    runs = Runs()
    # Excel puts this before what would otherwise read as its name of a letter that XML cannot hold.
    walk(part, runs.begins, {**runs.ends, "si": lambda _: texts.append(runs.take().replace("x005F_", ""))})
    return texts
