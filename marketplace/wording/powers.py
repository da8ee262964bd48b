"""What a pack may do on the reader's machine, in plain words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

_SENTENCES = {
    "hooks": "Runs these commands by itself",
    "servers": "Starts or reaches these servers",
    "hosts": "Contacts these hosts",
    "secrets": "Reads these secrets from your environment",
    "tools": "Lets the agent use these tools without asking",
}


class Power(NamedTuple):
    """One thing a pack may do, and to what."""

    sentence: str
    objects: Sequence[str]


def powers_in_words(powers: Mapping[str, Sequence[str]]) -> list[Power]:
    """Return a sentence for each power of a release that is not empty, the gravest first.

    A power that a newer pack format may have brought is named as it is, never left out.
    """
    known = [name for name in _SENTENCES if powers.get(name)]
    unknown = sorted(name for name in powers if powers[name] and name not in _SENTENCES)
    return [Power(_SENTENCES.get(name, f"Also: {name}"), powers[name]) for name in (*known, *unknown)]
