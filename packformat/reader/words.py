"""Words: what a unit of text is made of, as the reader sees it.

Addresses, accounts, paths and the like are told by what they are, not by names, which anybody chooses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from packformat.reader.concepts import NEGATIONS, concepts_in, concepts_of

TOKEN = re.compile(
    r"""
  (?P<plain>[a-z]{1,39}+(?=[ \n,;!?"()]|[.:][ \n]|\Z))
| (?P<url>(?:https?|ftp|wss?)://[^\s"'`<>)\]]{1,300})
| (?P<email>[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,5})
| (?P<ip>\b\d{1,3}(?:\.\d{1,3}){3}\b)
| (?P<iban>\b[a-z]{2}\d{2}(?:[ ]?[a-z0-9]{4}){3,7}\b|\b0x[0-9a-f]{30,64}|\bbc1[a-z0-9]{20,60})
| (?P<blob>[a-z0-9+/]{40,600}={0,2})
| (?P<path>(?:~|\$home|\.{1,2})?/[\w.*-]{1,60}(?:/[\w.*-]{1,60}){0,9}
    |\.(?:env|ssh|aws|netrc|npmrc|claude|git|gnupg|kube|config|bashrc|zshrc|profile)\b[\w./-]{0,80})
| (?P<joined>[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]{1,600})
| (?P<word>[^\W\d_]{1,60}(?:['\u2019][^\W\d_]{1,9})?)
| (?P<number>\d[\d.,]{0,30})
| (?P<symbol>\|\||&&|>>|\$\(|[|>$&@{%])
| (?P<stop>[.,;:!?\u3002\uff0c\uff1b\uff1a\uff01\uff1f\n(])
""",
    re.VERBOSE,
)
"""What words are told by. The first alternative is a word that is told at once by what follows it."""
_ENDING = re.compile(
    r"\.(sh|ps1|exe|zip|tgz|gz|dmg|pkg|msi|py|js|md|txt|json|gif|png|jar|whl|bat|deb)(?:\?|$)"
)
_PART = re.compile(r"[^\W\d_]{3,60}")
_NUMBERED = re.compile(r"\d+\.\d+\.\d+\.\d+")
_PLAIN = frozenset(("www", "com", "org", "net", "example", "test", "invalid", "io"))
_TOLD_BY_PATHS = frozenset(("secret", "persist", "agentfile", "password", "seed", "safeguard"))
_MOST_PARTS = 6
_DENIED = 6
"""Words after a negation that it turns round, unless the clause ends before."""
_JOINED_DENIED = 3
_NEGATION = ("NOT",)
_JOINED_NEGATION = re.compile("不|勿|别|禁止|没有|無|ない|ません|ず|지 마|없이|않")
_STEM_OF = 9
_REMEMBERED = 20_000
"""Words that are not looked up again: texts have few that are not said twice."""
_WITH_ENDING, _WITH_LONG_ENDING, _DOUBLED = 5, 6, 4
"""Letters that a word must have for an ending, a longer one or half a double letter to be taken off it."""


class Words(NamedTuple):
    """The stems in their order, None where a clause ends, and the concepts in their order.

    A concept that is denied has ``!`` before its name.
    """

    stems: tuple[str | None, ...]
    concepts: tuple[str, ...]


class _Reading:
    """What was found so far in one unit."""

    def __init__(self) -> None:
        self.stems: list[str | None] = []
        self.concepts: list[str] = []
        self.denied = 0

    def note(self, concepts: tuple[str, ...]) -> None:
        if concepts:
            self.concepts.extend([f"!{one}" for one in concepts] if self.denied else concepts)


def words_of(said: str) -> Words:
    """The words of a unit."""
    reading = _Reading()
    for found in TOKEN.finditer(said.lower()):
        _READERS[found.lastgroup or ""](reading, found[0])
    return Words(tuple(reading.stems), tuple(reading.concepts))


def _stop(reading: _Reading, said: str) -> None:
    if said != ",":
        reading.denied = 0
    reading.stems.append(None)


def _word(reading: _Reading, said: str) -> None:
    _plain(reading, said.replace("\u2019", "'"))


def _plain(reading: _Reading, word: str) -> None:
    stem, concepts = _known(word)
    reading.stems.append(stem)
    if concepts is _NEGATION:
        reading.denied = _DENIED
        reading.concepts.extend(concepts)
        return
    reading.note(concepts)
    if reading.denied:
        reading.denied -= 1


def _url(reading: _Reading, said: str) -> None:
    reading.stems.append("<url>")
    ending = _ENDING.search(said)
    if ending:
        reading.stems.append(f"<.{ending[1]}>")
    if "?" in said:
        reading.stems.append("<query>")
    host, _, rest = said.partition("://")[2].partition("/")
    parts = [*_PART.findall(host.rpartition(".")[0]), *_PART.findall(rest)[:_MOST_PARTS]]
    reading.stems.extend(f"u:{stem_of(part)}" for part in parts if part not in _PLAIN)
    if host.startswith(("localhost", "127.")):
        reading.note(("local",))
    else:
        reading.note(("URL", "IP") if _NUMBERED.match(host) else ("URL",))


def _email(reading: _Reading, _said: str) -> None:
    reading.stems.append("<email>")
    reading.note(("EMAIL",))


def _ip(reading: _Reading, said: str) -> None:
    reading.stems.append("<ip>")
    reading.note(("local",) if said.startswith(("127.", "0.0")) else ("IP",))


def _iban(reading: _Reading, _said: str) -> None:
    reading.stems.append("<iban>")
    reading.note(("IBAN",))


def _blob(reading: _Reading, _said: str) -> None:
    reading.stems.append("<blob>")
    reading.note(("BLOB",))


def _path(reading: _Reading, said: str) -> None:
    parts = _PART.findall(said)
    reading.stems.extend(["<path>", *(f"p:{stem_of(part)}" for part in parts[-4:])])
    told = {one for part in parts[-4:] for one in concepts_of(part)} & _TOLD_BY_PATHS
    if "skills" in parts or "claude" in parts:
        told.add("agentfile")
    reading.note(tuple(sorted(told)))


def _joined(reading: _Reading, said: str) -> None:
    """Scripts that put no spaces between words: two letters at a time."""
    reading.stems.extend(one + other for one, other in pairwise(said))
    if _JOINED_NEGATION.search(said):
        reading.concepts.append("NOT")
        reading.denied = _JOINED_DENIED
    reading.note(concepts_in(said))


def _number(reading: _Reading, _said: str) -> None:
    reading.stems.append("<num>")


def _symbol(reading: _Reading, said: str) -> None:
    reading.stems.append(said)
    reading.note(("PIPE",) if said == "|" else ())


_READERS = {
    "plain": _plain,
    "url": _url,
    "email": _email,
    "ip": _ip,
    "iban": _iban,
    "blob": _blob,
    "path": _path,
    "joined": _joined,
    "word": _word,
    "number": _number,
    "symbol": _symbol,
    "stop": _stop,
}


@lru_cache(_REMEMBERED)
def _known(word: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a word and its concepts."""
    return ("not", _NEGATION) if word in NEGATIONS else (stem_of(word), concepts_of(word))


def stem_of(word: str) -> str:
    """The word without the endings that English puts on it, cut where long words begin to differ."""
    if len(word) >= _WITH_ENDING and word.isascii():
        word = _shortened(word)
    return word[:_STEM_OF]


def _shortened(word: str) -> str:
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif word.endswith("ing") and len(word) >= _WITH_LONG_ENDING:
        word = word[:-3]
    elif word.endswith("ed"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("e") and len(word) >= _WITH_ENDING:
        word = word[:-1]
    return word[:-1] if len(word) >= _DOUBLED and word[-1] == word[-2] and word[-1] not in "ls" else word
