"""The journal of a loop's run: one line an event, on the disk before the next thing happens.

It lives in the project, where the agent works too, so it is compared with what was written before it is added
to; what was believed stays in memory.
"""

from __future__ import annotations

import json
import os

from installer_cli.errors import ERRORS
from packformat.errors import UNREADABLE
from packformat.jsontext import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BEGIN, TURN, MEASURED, DONE, END = "begin", "turn", "measured", "done", "end"
_NUMBER = (int, float)
_FIGURE = (*_NUMBER, type(None))
_FACTS: dict[str, dict[str, tuple[type, ...]]] = {
    BEGIN: {"loop": (str,), "watched": (dict,)},
    TURN: {"number": (int,), "session": (str,)},
    MEASURED: {"number": (int,), "status": (str,), "value": _FIGURE, "lines": (int,), "idea": (str,)},
    DONE: {
        "number": (int,),
        "session": (str,),
        "usd": _NUMBER,
        "seconds": _NUMBER,
        "claim": (str,),
        "failure": (str,),
        "said": (str,),
        "check": (int, type(None)),
        "output": (str,),
        "progress": (bool,),
    },
    END: {"verdict": (str,)},
}
"""What is gone by of each event, and of what type; an event may say more."""


class Journal:
    """Events by the order in which they happened; the last line of a killed run may be cut off."""

    def __init__(self, path: str):
        self.path = path
        self.events: list[dict[str, Any]] = []
        self._written = b""
        self._read()

    def add(self, event: str, **facts: Any) -> dict[str, Any]:
        """Write an event and wait until the disk has it."""
        row = {"event": event, **facts}
        line = (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8")
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        self._written += line
        self.events.append(row)
        return row

    def is_as_written(self) -> bool:
        """Whether the file still holds exactly what this run has read and written."""
        try:
            with open(self.path, "rb") as file:
                return file.read() == self._written
        except OSError:
            return not self._written

    def retire(self) -> None:
        """Put an ended run aside, under the first number that is free, and begin an empty one."""
        number = 1
        while os.path.exists(f"{self.path}.{number}"):
            number += 1
        if self.events:
            os.replace(self.path, f"{self.path}.{number}")
        self.events, self._written = [], b""

    def _read(self) -> None:
        try:
            with open(self.path, "rb") as file:
                data = file.read()
        except OSError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        try:
            self.events = [_checked(parse_json(line)) for line in whole.splitlines()]
        except UNREADABLE as error:
            reason = f"a line of it is no event of a loop ({type(error).__name__})"
            raise ERRORS.error("E_LOOP_JOURNAL", path=self.path, reason=reason) from None
        if whole != data:
            with open(self.path, "wb") as file:
                file.write(whole)
        self._written = whole


def _checked(row: dict[str, Any]) -> dict[str, Any]:
    """The event, when it says what its kind has to say; else one of `UNREADABLE`."""
    facts = _FACTS[row["event"]]
    for name, types in facts.items():
        if not isinstance(row[name], types):
            raise TypeError(name)
    if row.get("status") in ("baseline", "kept") and row["value"] is None:
        raise ValueError("value")
    return row
