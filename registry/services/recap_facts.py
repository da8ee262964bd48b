"""What happened to what people follow and have published, asked for many of them at once.

However many people there are, the number of queries is the same. Private packs are told of to those who are
members of their publishers now, and what was withdrawn or removed meanwhile is no news any more.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from registry.models import Advisory, Answer, DownloadDay, Pack, Question, Release, Review, Subscription, User
from registry.readers import is_open_to, seats_of

_OF_A_RELEASE = (
    *("version", "powers", "summary", "published_at", "yanked_at", "yank_reason", "archive_digest", "size"),
    *("pack__name", "pack__visibility", "pack__publisher__handle", "pack__publisher__display_name"),
)

_Downloads = tuple[int, str, date, int]
"""The downloads of a pack on a day: its publisher, its name, the day, and how many."""


@dataclass
class Recap:
    """What one person is told of the time from `since` on; each sequence has the newest first."""

    person: User
    since: datetime
    released: list[Release] = field(default_factory=list)
    """Versions of what they follow; `before` has the powers of the one before it, None of a new pack."""
    withdrawn: list[Release] = field(default_factory=list)
    advisories: list[Advisory] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    waiting: list[Question] = field(default_factory=list)
    """Questions about their packs that nobody of the publisher has answered, however old."""
    downloads: Counter[str] = field(default_factory=Counter)
    """Downloads of their packs in whole days, by the pack's name."""
    as_member_of: set[int] = field(default_factory=set)
    """The publishers of which they are told something as a member: of private packs, or how theirs fare."""

    @property
    def has_news(self) -> bool:
        """Whether anything happened; that a question still waits is no news."""
        happened = (self.released, self.withdrawn, self.advisories, self.reviews, self.downloads)
        return any(happened) or any(question.asked_at >= self.since for question in self.waiting)


@dataclass(frozen=True)
class _Reach:
    """What one person follows, and which publishers are theirs."""

    packs: set[int]
    publishers: set[int]
    seats: set[int]

    def follows(self, pack: Pack) -> bool:
        """Whether they are told of a pack as somebody who follows it and may read it now."""
        followed = pack.pk in self.packs or pack.publisher_id in self.publishers
        return followed and is_open_to(pack, self.seats)


def recaps_of(since: Mapping[User, datetime], until: datetime) -> list[Recap]:
    """Return what happened to each of these people from their own time on, and before `until`."""
    if not since:
        return []
    reach = _reach_of(since.keys())
    start = min(since.values())
    followed = _followed(reach.values())
    releases = list(_releases(followed, start, until))
    advisories = list(_advisories(followed, start, until))
    seats = set().union(*(one.seats for one in reach.values()))
    reviews, questions = list(_reviews(seats, start, until)), list(_waiting(seats, until))
    downloads = list(_downloads(seats, start, until))
    recaps = [Recap(person, begin) for person, begin in since.items()]
    for recap in recaps:
        theirs = reach[recap.person.pk]
        _tell_followed(recap, theirs, releases, advisories)
        _tell_own(recap, theirs, reviews, questions)
        _count(recap, theirs, downloads)
    return recaps


def _tell_followed(
    recap: Recap, reach: _Reach, releases: Sequence[Release], advisories: Sequence[Advisory]
) -> None:
    mine = [one for one in releases if reach.follows(one.pack)]
    recap.released = [one for one in mine if not one.is_yanked and one.published_at >= recap.since]
    recap.withdrawn = [one for one in mine if one.yanked_at and one.yanked_at >= recap.since]
    recap.advisories = [
        one for one in advisories if one.published_at >= recap.since and reach.follows(one.pack)
    ]
    named = [one.pack for one in (*recap.released, *recap.withdrawn, *recap.advisories)]
    recap.as_member_of |= {pack.publisher_id for pack in named if pack.is_private}


def _tell_own(recap: Recap, reach: _Reach, reviews: Sequence[Review], questions: Sequence[Question]) -> None:
    recap.reviews = [
        one for one in reviews if one.pack.publisher_id in reach.seats and one.written_at >= recap.since
    ]
    recap.waiting = [one for one in questions if one.pack.publisher_id in reach.seats]
    recap.as_member_of |= {one.pack.publisher_id for one in (*recap.reviews, *recap.waiting)}


def _count(recap: Recap, reach: _Reach, downloads: Iterable[_Downloads]) -> None:
    for publisher, pack, day, count in downloads:
        if publisher in reach.seats and day >= recap.since.date():
            recap.downloads[pack] += count
            recap.as_member_of.add(publisher)


def _reach_of(people: Collection[User]) -> dict[int, _Reach]:
    packs: defaultdict[int, set[int]] = defaultdict(set)
    publishers: defaultdict[int, set[int]] = defaultdict(set)
    rows = Subscription.objects.filter(user__in=people).values_list("user", "pack", "publisher")
    for person, pack, publisher in rows:
        if pack:
            packs[person].add(pack)
        else:
            publishers[person].add(publisher)
    seats = seats_of(people)
    return {one.pk: _Reach(packs[one.pk], publishers[one.pk], seats[one.pk]) for one in people}


def _followed(reach: Collection[_Reach]) -> Q:
    packs = set().union(*(one.packs for one in reach))
    publishers = set().union(*(one.publishers for one in reach))
    return Q(pack__in=packs) | Q(pack__publisher__in=publishers)


def _releases(followed: Q, start: datetime, until: datetime) -> QuerySet[Release]:
    when = Q(published_at__gte=start, published_at__lt=until) | Q(yanked_at__gte=start, yanked_at__lt=until)
    earlier = Release.objects.filter(pack=OuterRef("pack"), sort_key__lt=OuterRef("sort_key"))
    before = Subquery(earlier.order_by("-sort_key").values("powers")[:1])
    rows = Release.objects.filter(followed, when).select_related("pack__publisher").only(*_OF_A_RELEASE)
    return rows.annotate(before=before).order_by("-published_at", "-pk")


def _advisories(followed: Q, start: datetime, until: datetime) -> QuerySet[Advisory]:
    rows = Advisory.objects.filter(
        followed, published_at__gte=start, published_at__lt=until, withdrawn_at=None
    )
    return rows.select_related("pack").order_by("-published_at", "-pk")


def _reviews(publishers: Collection[int], start: datetime, until: datetime) -> QuerySet[Review]:
    rows = Review.objects.filter(
        pack__publisher__in=publishers, removed_at=None, written_at__gte=start, written_at__lt=until
    )
    return (
        rows.select_related("pack", "author", "release__pack")
        .defer("release__manifest", "release__files", "release__readme")
        .order_by("-written_at", "-pk")
    )


def _waiting(publishers: Collection[int], until: datetime) -> QuerySet[Question]:
    answered = Answer.objects.filter(question=OuterRef("pk"), by_publisher=True, removed_at=None)
    rows = Question.objects.filter(
        ~Exists(answered), pack__publisher__in=publishers, removed_at=None, asked_at__lt=until
    )
    return rows.select_related("pack", "author").order_by("-asked_at", "-pk")


def _downloads(publishers: Collection[int], start: datetime, until: datetime) -> Iterable[_Downloads]:
    """The day of `until` is not over: it belongs to the next recap."""
    pack = "release__pack"
    rows = DownloadDay.objects.filter(
        **{f"{pack}__publisher__in": publishers}, day__gte=start.date(), day__lt=until.date()
    )
    return rows.values_list(f"{pack}__publisher", f"{pack}__name", "day").annotate(Sum("count"))
