"""What a pack may do on the reader's machine, in plain words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from packformat.powers.value import Powers, sentence_of
from registry.search.facets import NO_POWER

_BRIEFLY = {
    "hooks": "run commands by itself",
    "commands": "run commands when a page is used",
    "servers": "use servers",
    "hosts": "contact hosts",
    "secrets": "read your environment",
    "tools": "use tools unasked",
    "files": "touch files elsewhere",
    "programs": "bring programs",
    NO_POWER: "do nothing but be read",
}


class Power(NamedTuple):
    """One thing a pack may do, and to what."""

    sentence: str
    objects: Sequence[str]


def powers_in_words(powers: Mapping[str, Sequence[str]]) -> list[Power]:
    """Return a sentence for each power of a release that is not empty, the gravest first.

    A power that a newer pack format may have brought is named as it is, never left out.
    """
    value = Powers(powers)
    return [Power(sentence_of(kind), list(value.of_kind(kind))) for kind in value.kinds]


def power_in_brief(kind: str) -> str:
    """Return how a kind of power is called where there is room for a few words only: "may …"."""
    return _BRIEFLY.get(kind, kind)
