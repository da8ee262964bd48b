"""Which files of a project are meant: ``close/**``, ``*.xlsx``, ``invoices/``."""

from __future__ import annotations

import re

from packformat.conventions.pattern import Pattern

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_WRITTEN = {"**/": "(.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def glob_pattern(glob: str) -> Pattern:
    """The pattern of the paths that a glob means.

    ``*`` stands for any letters of one name, ``**`` for any folders as well. What ends in a slash is all
    below a folder; a glob without one is about files in any folder. One of 100 letters is never too large.
    """
    whole = f"{glob}**" if glob.endswith("/") else glob
    rooted = whole.removeprefix("/") if "/" in whole else f"**/{whole}"
    return Pattern("".join(_WRITTEN.get(part) or _escaped(part) for part in _PARTS.findall(rooted)))


def _escaped(text: str) -> str:
    return "".join(char if char.isalnum() or not char.isascii() else f"\\{char}" for char in text)
