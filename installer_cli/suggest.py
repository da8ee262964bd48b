"""Did you mean …: the nearest known word, for messages only."""

from __future__ import annotations

from difflib import get_close_matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A half-sentence for a hint, such as ``did you mean `install`? ``; empty when nothing is near."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{matches[0]}`? " if matches else ""
