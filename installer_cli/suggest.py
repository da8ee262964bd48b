"""Did you mean …: the nearest known word, for messages only."""

from __future__ import annotations

from difflib import get_close_matches

_MOST = 3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A half-sentence for a hint, such as ``did you mean `install`? ``; empty when nothing is near."""
    return _asked(get_close_matches(word, list(known), n=1, cutoff=0.6))


def components_near(label: str, known: Iterable[str]) -> str:
    """The same for ``kind:name``: what begins so, is called so, or is called nearly so, three at most."""
    labels = list(known)
    kind, _, name = label.partition(":")
    of_kind = {one.partition(":")[2]: one for one in labels if one.startswith(f"{kind}:")}
    near = [one for one in labels if one.startswith(label) or one.endswith(f":{name}")]
    return _asked(near[:_MOST] or [of_kind[one] for one in get_close_matches(name, of_kind, _MOST)])


def _asked(words: Iterable[str]) -> str:
    shown = " or ".join(f"`{word}`" for word in words)
    return f"did you mean {shown}? " if shown else ""
