"""What happened to what people follow and have published, asked for many of them at once.

However many people there are, the number of queries is the same, and however much happened, no more of it is
held than mails tell. Private packs are told of to those who are members of their publishers or their guests
now, and what was withdrawn or removed meanwhile is no news any more.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from registry.models import Advisory, Answer, DownloadDay, Pack, Question, Release, Review, Subscription, User
from registry.readers import granted_to, is_open_to, seats_of
from registry.services.recap_wishes import INDEXED, Answered, answers_to

Row = TypeVar("Row")

MOST_TOLD = 15
"""Rows of each kind that are told one by one: a mail is read to its end, and the site has the others."""
_AT_ONCE = 100
"""Rows that are read from the database in one go: a review has up to 4,000 characters."""
_OF_A_RELEASE = (
    *("version", "powers", "summary", "published_at", "yanked_at", "yank_reason", "archive_digest", "size"),
    *("pack__name", "pack__visibility", "pack__publisher__handle", "pack__publisher__display_name"),
)

_Rows = QuerySet[Any, Any]


@dataclass
class Some(Generic[Row]):
    """The newest of what happened, as much as is told one by one, and how much that is in all."""

    rows: list[Row] = field(default_factory=list)
    count: int = 0

    def add(self, row: Row) -> None:
        """Count one more, which is older than those before it."""
        if self.count < MOST_TOLD:
            self.rows.append(row)
        self.count += 1


@dataclass
class Recap:
    """What one person is told of the time from `since` on and before `until`."""

    person: User
    since: datetime
    until: datetime
    released: Some[Release] = field(default_factory=Some)
    """Versions of what they follow; `before` has the powers of the one before it, None of a new pack."""
    withdrawn: Some[Release] = field(default_factory=Some)
    advisories: Some[Advisory] = field(default_factory=Some)
    answered: Some[Answered] = field(default_factory=Some)
    """Wishes of theirs for which there is a pack of somebody else now."""
    reviews: Some[Review] = field(default_factory=Some)
    waiting: Some[Question] = field(default_factory=Some)
    """Questions about their packs that nobody of the publisher has answered, however old."""
    downloads: Counter[str] = field(default_factory=Counter)
    """Downloads of their packs in whole days, by the pack's name."""
    as_member_of: set[int] = field(default_factory=set)
    """The publishers of which they are told something as a member: of private packs, or how theirs fare."""
    as_guest_of: set[int] = field(default_factory=set)
    """The private packs of which they are told as a guest."""

    @property
    def has_news(self) -> bool:
        """Whether anything happened; that a question still waits is no news."""
        happened = (self.released, self.withdrawn, self.advisories, self.answered, self.reviews)
        asked = any(question.asked_at >= self.since for question in self.waiting.rows[:1])
        return asked or bool(self.downloads) or any(some.count for some in happened)


@dataclass(frozen=True)
class _Reach:
    """What one person follows, which publishers are theirs, and of which packs they are a guest."""

    packs: set[int]
    publishers: set[int]
    seats: set[int]
    granted: set[int]

    def follows(self, pack: Pack) -> bool:
        """Whether they are told of a pack as somebody who follows it and may read it now."""
        followed = pack.pk in self.packs or pack.publisher_id in self.publishers
        return followed and is_open_to(pack, self.seats, self.granted)


def recaps_of(since: Mapping[User, datetime], until: datetime) -> list[Recap]:
    """Return what happened to each of these people from their own time on, and before `until`."""
    if not since:
        return []
    reach = _reach_of(since.keys())
    people = {one.pk: (Recap(one, begin, until), reach[one.pk]) for one, begin in since.items()}
    start = min(since.values())
    followed = _followed(reach.values())
    seats = set().union(*(one.seats for one in reach.values()))
    _offer(people.values(), _releases(followed, start, until), _take_release)
    _offer(people.values(), _advisories(followed, start, until), _take_advisory)
    _offer(people.values(), _reviews(seats, start, until), _take_review)
    _offer(people.values(), _waiting(seats, until), _take_question)
    _offer(people.values(), _downloads(seats, start, until), _take_downloads)
    for person, answer in answers_to(since.keys(), start, until):
        _take_answer(*people[person], answer)
    return [recap for recap, _reach in people.values()]


def _offer(
    people: Collection[tuple[Recap, _Reach]], rows: _Rows, take: Callable[[Recap, _Reach, Any], None]
) -> None:
    """Offer each row to everybody; the newest rows come first."""
    for row in rows.iterator(chunk_size=_AT_ONCE):
        for recap, reach in people:
            take(recap, reach, row)


def _take_release(recap: Recap, reach: _Reach, release: Release) -> None:
    if not reach.follows(release.pack):
        return
    if release.yanked_at is None:
        happened, told = release.published_at, recap.released
    else:
        happened, told = release.yanked_at, recap.withdrawn
    if recap.since <= happened < recap.until:
        told.add(release)
        _note_private(recap, reach, release.pack)


def _take_advisory(recap: Recap, reach: _Reach, advisory: Advisory) -> None:
    if advisory.published_at >= recap.since and reach.follows(advisory.pack):
        recap.advisories.add(advisory)
        _note_private(recap, reach, advisory.pack)


def _take_answer(recap: Recap, reach: _Reach, answer: Answered) -> None:
    """Whoever published the pack need not be told of it."""
    pack = answer.release.pack
    if answer.release.published_at >= recap.since - INDEXED and pack.publisher_id not in reach.seats:
        recap.answered.add(answer)


def _take_review(recap: Recap, reach: _Reach, review: Review) -> None:
    if review.pack.publisher_id in reach.seats and review.written_at >= recap.since:
        recap.reviews.add(review)
        recap.as_member_of.add(review.pack.publisher_id)


def _take_question(recap: Recap, reach: _Reach, question: Question) -> None:
    if question.pack.publisher_id in reach.seats:
        recap.waiting.add(question)
        recap.as_member_of.add(question.pack.publisher_id)


def _take_downloads(recap: Recap, reach: _Reach, downloads: tuple[int, str, date, int]) -> None:
    publisher, pack, day, count = downloads
    if publisher in reach.seats and day >= recap.since.date():
        recap.downloads[pack] += count
        recap.as_member_of.add(publisher)


def _note_private(recap: Recap, reach: _Reach, pack: Pack) -> None:
    if not pack.is_private:
        return
    if pack.publisher_id in reach.seats:
        recap.as_member_of.add(pack.publisher_id)
    else:
        recap.as_guest_of.add(pack.pk)


def _reach_of(people: Collection[User]) -> dict[int, _Reach]:
    packs: defaultdict[int, set[int]] = defaultdict(set)
    publishers: defaultdict[int, set[int]] = defaultdict(set)
    rows = Subscription.objects.filter(user__in=people).values_list("user", "pack", "publisher")
    for person, pack, publisher in rows:
        if pack:
            packs[person].add(pack)
        else:
            publishers[person].add(publisher)
    seats, granted = seats_of(people), granted_to(people)
    return {
        key: _Reach(packs[key], publishers[key], seats[key], granted[key])
        for key in (person.pk for person in people)
    }


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


def _downloads(publishers: Collection[int], start: datetime, until: datetime) -> _Rows:
    """Publishers, names of packs, days and counts. The day of `until` is not over: the next recap has it."""
    pack = "release__pack"
    rows = DownloadDay.objects.filter(
        **{f"{pack}__publisher__in": publishers}, day__gte=start.date(), day__lt=until.date()
    )
    return rows.values_list(f"{pack}__publisher", f"{pack}__name", "day").annotate(Sum("count"))
