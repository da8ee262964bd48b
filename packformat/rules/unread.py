"""What no rule looked at: said with every verdict, so that silence is not taken for a clean bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.filetype import file_type
from packformat.rules.base import Rule, Seen, more_files
from packformat.rules.textfile import LONGEST_READ

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from packformat.rules.view import PackView

_MOST_NAMED = 10


def not_checked(view: PackView) -> Iterator[str]:
    """Sentences about files whose content no rule reads, wholly or in part."""
    texts = {*(text.path for text in view.texts), *view.unread}
    closed = [entry for entry in view.files.values() if entry.data and entry.path not in texts]
    for entry in closed[:_MOST_NAMED]:
        kind = file_type(entry.data)
        yield f"what `{entry.path}` says ({kind.name if kind else 'bytes of no known kind'})"
    if len(closed) > _MOST_NAMED:
        yield f"what stands in {more_files(len(closed) - _MOST_NAMED)} that no text editor shows"
    yield from _named("the words of", sorted({*view.given_up, *view.unread}))
    yield from _named("the powers in", view.search.unread)
    yield from _named("the meaning of", sorted(view.not_read))
    for text in view.texts:
        if len(text.text) > LONGEST_READ:
            yield f"`{text.path}` after its first {LONGEST_READ:,} characters"
    if any(text.is_script for text in view.texts):
        yield "what scripts do when they run"


def _named(what: str, paths: Sequence[str]) -> Iterator[str]:
    yield from (f"{what} `{path}`" for path in paths[:_MOST_NAMED])
    if len(paths) > _MOST_NAMED:
        yield f"{what} {more_files(len(paths) - _MOST_NAMED)}"


def _words(view: PackView) -> Iterator[Seen]:
    """Stops what is made to wear rules out: their words everywhere, or more than they read."""
    unread = sorted({*view.given_up, *view.unread, *view.search.unread})
    if unread:
        longest = max(unread, key=lambda path: len(view.files[path].data))
        more = f" and {more_files(len(unread) - 1)}" if len(unread) > 1 else ""
        message = f"Rules did not read `{longest}`{more} to the end: the pack holds too much"
        yield Seen(longest, message, "leave out what an agent does not need, or split the pack")


RULES = (Rule("text/unread", "hold", "What a pack says can be read by rules to its end.", _words),)
