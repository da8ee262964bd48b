"""Reading JSON that somebody else has written (RFC 8259)."""

from __future__ import annotations

import json
from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse_json(data: bytes, *, allow_halves: bool = False) -> Any:
    """The value of a JSON text in UTF-8, which can be written down as one again.

    Raises ValueError for what is none, among it half of a surrogate pair and a number beyond what a float
    holds, both of which JSON can spell, and RecursionError for what is nested too deep. ``allow_halves`` is
    for who takes such halves out of each text: a program that cuts a text may cut through an emoji.
    """
    text = data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    value = _DECODER.decode(text)
    if not allow_halves and ("\\ud" in text or "\\uD" in text):
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


def _finite(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError(f"{text} is no number that can be kept")
    return value


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)
