"""Words of others as a language model is shown them: nothing unseen, within a fence that no text breaks."""

from __future__ import annotations

import re
from hashlib import sha256

from packformat.errors import printable

_LETTERS = 16
"""Letters of a fence: 64 bits, which no author guesses before the text is done."""
_SHOWS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
    "|(?<![^\ufe0e\ufe0f])[\ufe0e\ufe0f]"
)
"""Letters and marks that count as printable and show nothing: selectors of a form (UTS 51) but for one that
follows a sign, fillers, and joiners of signs. A row of them says what a program reads and no person."""
_MENTION = re.compile(r"@(?=[\"./~\\])|(?:^|(?<=\s))@(?=[^\s@/]+/)")
"""A sign by which clients of models take a path for a file of their machine and read it out to the model."""


def shown_line(line: str) -> str:
    """A line with escapes for what cannot be seen, but for tabs and the carriage return of its end.

    Escaped is also what a client would take for a file that it should add.
    """
    seen = _SHOWS_NOTHING.sub(_escape, line.removesuffix("\r"))
    seen = _MENTION.sub(r"\\u0040", seen)
    return "\t".join(printable(part, len(part)) for part in seen.split("\t"))


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("ascii", "backslashreplace").decode("ascii")


def fence_for(whole: str) -> str:
    """A row of letters that does not stand in the text, and follows from it."""
    seed = sha256(whole.encode("utf-8"))
    while (fence := seed.hexdigest()[:_LETTERS]) in whole:
        seed.update(b"again")
    return fence
