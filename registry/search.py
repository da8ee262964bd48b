"""Finding packs: the one search behind the catalogue and the API, with the same answers on every database.

A query is a handful of words. A pack is found when each word occurs in its search text, and ranks by where
the words occur: in the name, then in the summary, then elsewhere; ties go to what was updated last.
"""

import unicodedata
from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from registry.models import Pack

MAX_WORDS = 8
MAX_QUERY_LENGTH = 200

_EXACT_NAME, _NAME_BEGINS, _IN_NAME, _IN_SUMMARY = 100, 20, 8, 3


def listed_packs() -> QuerySet[Pack]:
    """Return every pack that the catalogue shows, the most recently updated first."""
    packs = Pack.objects.filter(latest__isnull=False).select_related("publisher", "latest")
    # The release's large columns are for its own page; a list of thirty must not load them.
    return packs.defer("search_text", "latest__manifest", "latest__files", "latest__readme").order_by(
        "-updated_at", "name"
    )


def search_packs(query: str) -> QuerySet[Pack]:
    """Return the listed packs that match `query`, best first; all of them when it holds no word."""
    words = query_words(query)
    packs = listed_packs()
    for word in words:
        packs = packs.filter(search_text__contains=word)
    return packs.annotate(score=_score(words)).order_by("-score", "-updated_at", "name") if words else packs


def query_words(query: str) -> list[str]:
    """Return the first `MAX_WORDS` different words of `query`, folded as search texts are."""
    return list(dict.fromkeys(search_fold([query[:MAX_QUERY_LENGTH]]).split()))[:MAX_WORDS]


def search_fold(texts: Iterable[str]) -> str:
    """Return `texts` joined by blanks and folded for search: words of letters without accent or case.

    Folding here and not in SQL is what makes SQLite, which only knows ASCII, and PostgreSQL agree.
    """
    decomposed = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def _score(words: list[str]) -> Combinable:
    name = "-".join(words)
    score: Combinable = _points(_EXACT_NAME, name=name) + _points(_NAME_BEGINS, name__startswith=name)
    for word in words:
        score = score + _points(_IN_NAME, name__contains=word) + _points(_IN_SUMMARY, summary__icontains=word)
    return score


def _points(points: int, **condition: str) -> Case:
    return Case(When(Q(**condition), then=Value(points)), default=Value(0), output_field=IntegerField())
