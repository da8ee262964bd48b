"""What no rule looked at: said with every verdict, so that silence is not taken for a clean bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.filetype import file_type
from packformat.rules.base import Rule, Seen
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
    yield from (f"the words of `{path}`" for path in sorted(view.given_up)[:_MOST_NAMED])
    if len(view.given_up) > _MOST_NAMED:
        yield f"the words of {len(view.given_up) - _MOST_NAMED} more texts"
    for text in view.texts:
        if text.kept and len(text.text) > LONGEST_READ:
            yield f"`{text.path}` after its first {LONGEST_READ:,} characters"
    if any(text.is_script for text in view.texts):
        yield "what scripts do when they run"


def _words(view: PackView) -> Iterator[Seen]:
    """Stops what is made to wear rules out: their words everywhere, or more than they read."""
    if view.given_up:
        first = min(view.given_up)
        more = f" and {len(view.given_up) - 1} more" if len(view.given_up) > 1 else ""
        message = f"`{first}`{more} hold more than rules about words read in one pack"
        yield Seen(first, message, "leave out what an agent does not need, or split the pack")


RULES = (Rule("text/unread", "hold", "What a pack says can be read by rules to its end.", _words),)
