"""Which of the packs that people asked for there is now: new ones that a search for their words finds.

Public packs alone are found, because the search index holds no other. A word that is misspelt, or that stands
only in what is published later, finds none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from registry.models import Pack, Posting, Release, User, Wish
from registry.search.query import Group, read_query

INDEXED = timedelta(days=1)
"""How long after its publication a pack is told as an answer: by then a worker has put it into the search
index, also where the store was away for hours."""
_MOST_WISHES = 30
"""Wishes of one person that are looked at, the newest: of 20 people all words fit into one query."""


class Answered(NamedTuple):
    """A wish, and the first release of a pack that answers it."""

    wish: Wish
    release: Release


def answers_to(people: Collection[User], start: datetime, until: datetime) -> Iterator[tuple[int, Answered]]:
    """Yield whose wish is answered and by what: packs that were new between these times, the newest first.

    All is told `INDEXED` later than it happened: packs that are newer than that are not looked at.
    """
    start, until = start - INDEXED, until - INDEXED
    voters = _voters(people)
    found = _found_by(voters, start, until) if voters else {}
    for release in _first_releases(start, until).filter(pack__in=found) if found else ():
        for wish in found[release.pack_id]:
            # Releases are stamped with whole seconds.
            if release.published_at >= wish.wished_at.replace(microsecond=0):
                yield from ((person, Answered(wish, release)) for person in voters[wish])


def _voters(people: Collection[User]) -> Mapping[Wish, Sequence[int]]:
    """Who wishes for what; of somebody with very many wishes the newest."""
    voters: defaultdict[Wish, list[int]] = defaultdict(list)
    counts: Counter[int] = Counter()
    votes = Wish.voters.through.objects.filter(user__in=people).select_related("wish").order_by("-wish")
    for vote in votes.iterator():
        counts[vote.user_id] += 1
        if counts[vote.user_id] <= _MOST_WISHES:
            voters[vote.wish].append(vote.user_id)
    return voters


def _found_by(wishes: Collection[Wish], start: datetime, until: datetime) -> dict[int, list[Wish]]:
    """The new packs that are found, with the wishes whose words find them."""
    groups = {wish: read_query(wish.words).groups for wish in wishes}
    terms = {term for asked in groups.values() for group in asked for term in _terms(group)}
    new = _first_releases(start, until).values("pack")
    postings = Posting.objects.filter(term__text__in=terms, pack__in=new).order_by("pack")
    found = {}
    rows = postings.values_list("pack", "term__text").iterator()
    for pack, held in groupby(rows, key=itemgetter(0)):
        its_terms = {term for _pack, term in held}
        if fitting := [wish for wish, asked in groups.items() if _fits(asked, its_terms)]:
            found[pack] = fitting
    return found


def _terms(group: Group) -> Iterator[str]:
    yield from (word.stem for word in group.words)
    if group.concept:
        yield group.concept


def _fits(asked: Collection[Group], terms: Collection[str]) -> bool:
    """Whether a pack that holds these terms is about all that is asked for."""
    return all(group.concept in terms or all(word.stem in terms for word in group.words) for group in asked)


def _first_releases(start: datetime, until: datetime) -> QuerySet[Release]:
    """What was the first version of a pack between these times, where everybody may see and find the pack."""
    earlier = Release.objects.filter(pack=OuterRef("pack"), pk__lt=OuterRef("pk"))
    rows = Release.objects.filter(
        ~Exists(earlier),
        published_at__gte=start,
        published_at__lt=until,
        pack__visibility=Pack.Visibility.PUBLIC,
        pack__latest__isnull=False,
    )
    return rows.select_related("pack__publisher").order_by("-published_at", "-pk")
