"""Signs that nobody sees, by what they do, and which of them a text holds: told once for all rules."""

from __future__ import annotations

import re

TAGS = "\U000e0000-\U000e007f"
INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U0001d173-\U0001d17a\U000e0100-\U000e01ef"
)
DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
"""What turns the order of the letters around (CVE-2021-42574)."""
CONTROLS = "\x80-\x84\x86-\x9f"
"""Control characters beyond ASCII, but for the line break among them."""
_EVERY = re.compile(f"[{TAGS}{INVISIBLE}{DIRECTIONS}{CONTROLS}]")
_AT_ONCE = 64 * 1024
"""Letters of which each different one is held at the same time: there are a million of them."""


def unseen_in(text: str) -> str:
    """Every sign that nobody sees and that stands in a text, each once, in order; none is of ASCII."""
    parts = (set(text[start : start + _AT_ONCE]) for start in range(0, len(text), _AT_ONCE))
    return "".join(sorted({sign for part in parts for sign in _EVERY.findall("".join(part))}))
