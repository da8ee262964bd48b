"""Writing one file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress


def write_whole(path: str, text: str | bytes) -> None:
    """Write a file beside its place and rename it there, making the folders it needs; text is UTF-8.

    What stands beside the place already goes: a killed run has left it, or it is a link that leads elsewhere.
    """
    beside = f"{path}.new"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with suppress(FileNotFoundError):
            os.unlink(beside)
        with open(beside, "xb") as file:
            file.write(text.encode("utf-8") if isinstance(text, str) else text)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(beside)
        error.filename = path  # a full disk names none
        raise
