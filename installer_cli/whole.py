"""Writing one file whole or not at all."""

from __future__ import annotations

import os


def write_whole(path: str, text: str | bytes) -> None:
    """Write a file beside its place and rename it there, making the folders it needs; text is UTF-8."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(f"{path}.new", "wb") as file:
        file.write(text.encode("utf-8") if isinstance(text, str) else text)
    os.replace(f"{path}.new", path)
