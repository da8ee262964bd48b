"""What no rule looked at: said with every verdict, so that silence is not taken for a clean bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.filetype import file_type
from packformat.rules.textfile import LONGEST_READ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_MOST_NAMED = 10


def not_checked(view: PackView) -> Iterator[str]:
    """Sentences about files whose content no rule reads, wholly or in part."""
    read = {text.path for text in view.texts}
    closed = [entry for entry in view.files.values() if entry.data and entry.path not in read]
    for entry in closed[:_MOST_NAMED]:
        kind = file_type(entry.data)
        yield f"what `{entry.path}` says ({kind.name if kind else 'bytes of no known kind'})"
    if len(closed) > _MOST_NAMED:
        yield f"what {len(closed) - _MOST_NAMED} more files say that are not text"
    for text in view.texts:
        if len(text.text) > LONGEST_READ:
            yield f"`{text.path}` after its first {LONGEST_READ:,} characters"
    if any(text.is_script for text in view.texts):
        yield "what scripts do when they run"
