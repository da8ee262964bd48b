"""Spelling: the words of the catalogue that a typed word may have meant.

A word that no pack uses is compared with those that packs do use: first by the letters they share, in the
database, then by the number of slips between them (a letter missing, too many, wrong, or two swapped).
"""

from collections.abc import Iterable

from django.db.models import Count

from registry.models import SearchGram

LONGEST_PREFIX = 6
_CANDIDATES = 60
_SHORT_WORD = 6
_ONE_SLIP_LENGTH = 5


def grams_of(word: str) -> set[str]:
    """Return the keys under which `word` is kept: beginnings, letter triples, and gaps if it is short."""
    beginnings = {f"^{word[:length]}" for length in range(1, min(len(word), LONGEST_PREFIX) + 1)}
    return beginnings | _triples(word) | _gaps(word)


def words_beginning_with(beginning: str, limit: int) -> list[str]:
    """Return up to `limit` stems of words that begin with `beginning`, those of shorter words first."""
    words = (
        SearchGram.objects.filter(gram=f"^{beginning[:LONGEST_PREFIX]}")
        .order_by("word")
        .values_list("word__text", "word__stem")
    )
    fitting = sorted((len(text), text, stem) for text, stem in words if text.startswith(beginning))
    return list(dict.fromkeys(stem for _length, _text, stem in fitting))[:limit]


def words_like(typed: str, limit: int) -> dict[str, int]:
    """Return the stems of up to `limit` words with the fewest slips from `typed`, each with that number.

    One slip is forgiven in a word of up to five letters, two in a longer one.
    """
    allowed = 1 if len(typed) <= _ONE_SLIP_LENGTH else 2
    near: dict[str, int] = {}
    for text, stem in _candidates(typed):
        slips = slips_between(typed, text, allowed)
        if slips <= allowed:
            near[stem] = min(slips, near.get(stem, slips))
    fewest = min(near.values(), default=0)
    return dict([item for item in near.items() if item[1] == fewest][:limit])


def slips_between(typed: str, meant: str, allowed: int) -> int:
    """Return the optimal string alignment distance, or `allowed` + 1 as soon as it must be more."""
    if abs(len(typed) - len(meant)) > allowed:
        return allowed + 1
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        before, above, row = row and before, row, [i]
        for j, other in enumerate(meant, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and other == typed[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
        if min(row) > allowed:
            return allowed + 1
    return min(row[-1], allowed + 1)


def _candidates(typed: str) -> Iterable[tuple[str, str]]:
    keys = _triples(typed) | _gaps(typed)
    return (
        SearchGram.objects.filter(gram__in=keys)
        .values("word")
        .annotate(shared=Count("id"))
        .order_by("-shared", "word")
        .values_list("word__text", "word__stem")[:_CANDIDATES]
    )


def _triples(word: str) -> set[str]:
    padded = f"<{word}>"
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def _gaps(word: str) -> set[str]:
    """The word with each letter left out: what short words one slip apart share when no triple is."""
    if len(word) > _SHORT_WORD:
        return set()
    return {f"-{word[:place]}{word[place + 1 :]}" for place in range(len(word))}
