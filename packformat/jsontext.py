"""Reading JSON that somebody else has written (RFC 8259)."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse_json(data: bytes, *, allow_halves: bool = False) -> Any:
    """The value of a JSON text in UTF-8, whose every text can be written down in UTF-8 again.

    Raises ValueError for what is none, among it half of a surrogate pair, which JSON can spell, and
    RecursionError for what is nested too deep. ``allow_halves`` is for who takes such halves out of each
    text: a program that cuts a text may cut through an emoji.
    """
    text = data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    value = json.loads(text)
    if not allow_halves and ("\\ud" in text or "\\uD" in text):
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value
