"""What the reader saw, in plain words."""

from __future__ import annotations

import re

_OF_WORDS = "wbI"
_SHORTEST_TOLD = 4
"""Letters of the longest word of a reason that is told."""
FAMILIES = {
    "sends-away": "sending something away that nobody asked to send",
    "fetches-and-runs": "running what comes from elsewhere",
    "untrusted-installs": "installing something of unknown origin",
    "hides": "keeping something from the person",
    "overrides": "standing above the person and the client",
    "weakens": "lowering a safeguard",
    "tampers": "changing what is not the pack's",
    "persists": "staying on the machine unasked",
    "fraud": "cheating somebody",
    "reads-credentials": "reading keys or passwords",
    "destroys": "destroying what is not the pack's",
    "resource-abuse": "using somebody's means for others",
}
"""What a passage of each family does."""


def in_plain_words(feature: str, said: str = "") -> str:
    """A feature as a person would say it; the whole words of the passage ``said`` stand for their stems."""
    kind, _, what = feature.partition(":")
    return _SAID[kind](_whole(what, said) if kind in _OF_WORDS else what)


def is_telling(feature: str) -> bool:
    """Whether a person learns something from it: letters and marks by themselves say nothing."""
    kind, _, what = feature.partition(":")
    return kind not in _OF_WORDS or max(map(len, what.split())) >= _SHORTEST_TOLD


def _whole(stems: str, said: str) -> str:
    """The words of a passage that begin like these stems, one after the other; else the stems."""
    pattern = r"\W+".join(rf"{re.escape(stem)}\w*" for stem in stems.split())
    found = re.search(rf"\b{pattern}", said, re.IGNORECASE)
    return found[0].lower() if found else stems


def _quoted(what: str) -> str:
    return f"“{what}”"


def _concept(what: str) -> str:
    name = what.removeprefix("!").lower()
    return f"a word for {name} with a not before it" if what.startswith("!") else f"a word for {name}"


def _order(what: str) -> str:
    one, _, other = what.partition(">")
    return f"{_concept(one)} and then {_concept(other)}"


def _opening(what: str) -> str:
    return f"{_quoted(what)} at the beginning"


def _quoted_sign(what: str) -> str:
    return f"{_sign(what)} in a quotation"


def _sign(what: str) -> str:
    return f"the sign {what.replace('_', ' ')}"


def _signs(what: str) -> str:
    one, _, other = what.partition("&")
    return f"the signs {one.replace('_', ' ')} and {other.replace('_', ' ')}"


def _kind(what: str) -> str:
    return f"that it is {what}"


_SAID = {
    "w": _quoted,
    "b": _quoted,
    "I": _opening,
    "T": _concept,
    "O": _order,
    "S": _sign,
    "V": _quoted_sign,
    "Q": _signs,
    "K": _kind,
}
