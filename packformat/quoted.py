"""Words of a pack inside a page of ours, where they are quoted and do nothing."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<(?=!--)|--(?=!?>)")
"""What a comment of HTML begins and ends with, up to where a space keeps it from being one.

If it was taken out, the signs beside it could make another.
"""


def quoted(text: str) -> str:
    """The text on one line that loads no file and in which no comment begins or ends."""
    return _COMMENT.sub(r"\g<0> ", " ".join(text.split())).replace("@", "(at)")
