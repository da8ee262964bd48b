"""What of a shared file is ours, as the last run left it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Ours(NamedTuple):
    """The text that was put into the file, its parts by their keys, and whether we made the file."""

    text: str
    parts: Mapping[str, str]
    made: bool


class Renewed(NamedTuple):
    """A file's text after a run, None for no file; what of it is ours; and what the user has made theirs."""

    text: str | None
    ours: Ours | None
    kept: tuple[str, ...] = ()


def without(text: str, ours: str) -> str | None:
    """The text without the last place where ours stands in it; None where it does not."""
    at = text.rfind(ours)
    return None if at < 0 else text[:at] + text[at + len(ours) :]


def line_end(text: str | None) -> str:
    """How the file ends its lines: as its first line does."""
    return "\r\n" if text and text.partition("\n")[0].endswith("\r") else "\n"
