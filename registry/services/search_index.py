"""Keeping the search index: the terms and facets of each listed pack, and the words that packs use."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from django.db.models import F, Q

from packformat.criteria import Verifiable
from packformat.digest import Digest
from registry.models import (
    Component,
    Pack,
    PackFacet,
    Posting,
    Publisher,
    Release,
    SearchGram,
    SearchTerm,
    SearchWord,
    User,
)
from registry.search.concepts import SYNONYMS
from registry.search.document import impacts_of
from registry.search.facets import facet_values_of
from registry.search.spelling import grams_of
from registry.search.trust import TRUST, independent_runners, trust_in
from registry.search.words import STOP_WORDS, stem, words_of

RULES = 7
"""Raised whenever the same release would be indexed otherwise than before."""

_EVIDENCE = {"eval": 40, "example": 20, "loop": 10}
"""What kinds of components add to a pack's merit: each shows that it works, or when it is done."""
_EACH_RUNNER, _MOST_OF_RUNS = 10, 30
"""What each person outside the publisher who ran all evals and saw them met adds, and all of them at most."""


def index_pack(pack: Pack) -> None:
    """Make the index say what the pack's latest release says, within the caller's transaction.

    It says nothing of a private pack: not even that somebody uses its words.
    """
    wanted = _fingerprint(pack)
    if pack.indexed_as == wanted:
        return
    shown = None if pack.is_private else pack.latest
    components = list(shown.components.all()) if shown else []
    fields = _fields(pack, shown, components) if shown else {}
    _learn_words(word for texts in fields.values() for text in texts for word in words_of(text))
    _set_postings(pack, impacts_of(fields))
    pack.facets.all().delete()
    pack.merit = pack.verifiable = 0
    if shown:
        _set_facets(pack, shown, components)
        pack.merit = _merit_of(shown, {component.kind for component in components})
        pack.verifiable = Verifiable(shown.criteria, shown.by_program).percent
    pack.indexed_as = wanted
    pack.save(update_fields=["merit", "verifiable", "indexed_as"])


def index_trust(pack: Pack) -> None:
    """Make the index say why the pack may be trusted, which changes without a release: people review."""
    found = trust_in(pack) if pack.latest_id and not pack.is_private else set()
    pack.facets.filter(facet=TRUST).exclude(value__in=found).delete()
    PackFacet.objects.bulk_create(
        (PackFacet(pack=pack, facet=TRUST, value=value) for value in sorted(found)), ignore_conflicts=True
    )


def _set_postings(pack: Pack, impacts: Mapping[str, int]) -> None:
    """Put these terms in the place of those that the pack had.

    Both are locked at once, in one order by everybody, so that two workers never wait for each other in a
    circle.
    """
    had = set(pack.postings.values_list("term__text", flat=True))
    terms = _locked_terms(had | impacts.keys())
    _count(had - impacts.keys(), -1)
    _count(impacts.keys() - had, 1)
    pack.postings.all().delete()
    Posting.objects.bulk_create(
        Posting(pack=pack, term=terms[text], impact=impact) for text, impact in impacts.items()
    )


def _set_facets(pack: Pack, release: Release, components: Sequence[Component]) -> None:
    PackFacet.objects.bulk_create(
        PackFacet(pack=pack, facet=facet, value=value)
        for facet, value in sorted(facet_values_of(release, components))
    )
    index_trust(pack)


def weigh_pack(pack: Pack) -> None:
    """Count a listed pack's evidence again, since signed results came or went."""
    locked = Pack.every.select_for_update(of=("self",)).get(pk=pack.pk)
    if locked.latest is not None and not locked.is_private:
        kinds = set(locked.latest.components.values_list("kind", flat=True))
        locked.merit = _merit_of(locked.latest, kinds)
        locked.save(update_fields=["merit"])
        index_trust(locked)


def weigh_packs_judged_by(person: User, publisher: Publisher) -> None:
    """Count the evidence again of those packs that a person spoke of, who joined their publisher or left."""
    judged = publisher.packs.filter(Q(reviews__author=person) | Q(attestations__sender=person))
    for pack in judged.distinct().order_by("pk"):
        weigh_pack(pack)


def _merit_of(release: Release, kinds: Collection[str]) -> int:
    shipped = sum(points for kind, points in _EVIDENCE.items() if kind in kinds)
    return shipped + min(_MOST_OF_RUNS, _EACH_RUNNER * len(independent_runners(release)))


def _fields(pack: Pack, release: Release, components: Sequence[Component]) -> dict[str, list[str]]:
    return {
        "name": [pack.name],
        "title": [release.manifest.get("title", "")],
        "keywords": pack.keywords,
        "professions": pack.professions,
        "summary": [release.summary],
        "components": [component.name for component in components],
        "publisher": [pack.publisher.handle, pack.publisher.display_name],
        "details": [component.summary for component in components],
    }


def _locked_terms(texts: Collection[str]) -> dict[str, SearchTerm]:
    """Return the terms by their text, locked; new ones are made."""
    SearchTerm.objects.bulk_create((SearchTerm(text=text) for text in sorted(texts)), ignore_conflicts=True)
    locked = SearchTerm.objects.select_for_update().filter(text__in=texts).order_by("text")
    return {term.text: term for term in locked}


def _count(texts: Collection[str], change: int) -> None:
    """Note that one pack more, or less, has each of these terms."""
    SearchTerm.objects.filter(text__in=texts).update(packs=F("packs") + change)


def _learn_words(words: Iterable[str]) -> None:
    """Remember how new words are spelt."""
    wanted = set(words) - STOP_WORDS
    new = sorted(wanted - set(SearchWord.objects.filter(text__in=wanted).values_list("text", flat=True)))
    SearchWord.objects.bulk_create(
        (SearchWord(text=text, stem=stem(text)) for text in new), ignore_conflicts=True
    )
    learnt = SearchWord.objects.filter(text__in=new).order_by("text")
    SearchGram.objects.bulk_create(
        (SearchGram(word=word, gram=gram) for word in learnt for gram in sorted(grams_of(word.text))),
        ignore_conflicts=True,
    )


def _fingerprint(pack: Pack) -> str:
    """Name what the index of `pack` must have been made from."""
    shown = None if pack.is_private else pack.latest_id
    return f"{shown or 'none'} by {RULES} {_synonyms_digest()}"


@cache
def _synonyms_digest() -> str:
    return Digest.of(SYNONYMS.read_bytes()).hex[:12]
