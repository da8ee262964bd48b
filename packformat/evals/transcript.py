"""Transcripts: what was said and written in one run, one JSON object a line.

``{"role": "user" | "assistant", "text": …, "files": {path: text}, "tools": [name], "usd": 0.01,
"tokens": 900, "failure": "its time was over"}``; all but the role and the text may be absent. A transcript
replays a run without an agent, a network or a price.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.errors import UNREADABLE, CtxpackError
from packformat.evals.values import MOST_TOKENS, MOST_USD, read_figure
from packformat.paths import check_path
from packformat.texts import decode_utf8, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


LONGEST_FAILURE = 300
"""Characters of why a run came to no end: a line of what a program said last, and what it ended with."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message, with the files that its speaker wrote, the tools it used, and its price in US dollars.

    ``tokens`` are those that models read and wrote for it; 0 where nobody said. ``failure`` is why its
    speaker came to no end, so that the run is not met whatever was written; nothing where it did.
    """

    role: str
    text: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    tools: tuple[str, ...] = ()
    usd: float = 0.0
    tokens: int = 0
    failure: str = ""


def read_transcript(path: str, data: bytes) -> tuple[Turn, ...]:
    """Read a transcript; raises E_MANIFEST_… for a line that is not one, E_PATH_… for a file outside."""
    lines = decode_utf8(path, data).split("\n")  # JSON leaves the other ends of lines within texts
    return tuple(_turn(path, read_json(path, line.encode("utf-8"))) for line in lines if line.strip())


def write_transcript(turns: Iterable[Turn]) -> bytes:
    """The lines of a transcript, without files that it could not give back: no UTF-8 text, or no path."""
    return "".join(_line(turn) for turn in turns).encode("utf-8")


def _turn(path: str, value: object) -> Turn:
    if not isinstance(value, dict):
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason="a line is not an object")
    try:
        return Turn(
            role=_text(value.get("role", "assistant")),
            text=_text(value.get("text", "")),
            files={check_path(name): text.encode("utf-8") for name, text in value.get("files", {}).items()},
            tools=tuple(_text(tool) for tool in value.get("tools", ())),
            usd=read_figure(value.get("usd", 0), "usd", MOST_USD),
            tokens=int(read_figure(value.get("tokens", 0), "tokens", MOST_TOKENS)),
            failure=_failure(value.get("failure", "")),
        )
    except UNREADABLE as error:
        reason = f"a line is no turn of a run ({type(error).__name__})"
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason=reason) from None


def _text(value: object) -> str:
    """A value as text; ValueError for one that cannot be written down, as half of a surrogate pair."""
    text = str(value)
    text.encode("utf-8")
    return text


def _failure(value: object) -> str:
    text = _text(value)
    if len(text) > LONGEST_FAILURE:
        raise ValueError("`failure` is too long")
    return text


def _line(turn: Turn) -> str:
    value: dict[str, Any] = {"role": turn.role, "text": turn.text}
    kept = {path: data for path, data in turn.files.items() if _is_text(data) and _is_path(path)}
    texts = {path: data.decode("utf-8") for path, data in kept.items()}
    value |= {key: item for key, item in (("files", texts), ("tools", list(turn.tools))) if item}
    more = (("usd", turn.usd), ("tokens", turn.tokens), ("failure", turn.failure))
    value |= {key: item for key, item in more if item}
    return json.dumps(value, ensure_ascii=False) + "\n"


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_path(path: str) -> bool:
    try:
        check_path(path)
    except CtxpackError:
        return False
    return True
