"""Who may read a private pack: the one place that decides, whatever is read and however it is asked for.

Whoever may not gets what a name gets that nobody has taken. The members of a pack's publisher read it, in
whatever role, and its guests: those whom an owner has granted it, while the grant is open. So do the staff
while it waits for a decision of theirs, and no longer.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import (
    Appeal,
    Complaint,
    Grant,
    Membership,
    Notice,
    Pack,
    Publisher,
    Release,
    Submission,
    User,
)

Reader = User | AnonymousUser
Row = TypeVar("Row", bound=Model)

_PRIVATE = Q(visibility=Pack.Visibility.PRIVATE)
NOBODY = AnonymousUser()
"""Who reads without having said who they are: public packs alone."""
_WAITING_APPEALS = ("release__pack", "review__pack", "question__pack", "answer__question__pack")


class Circle(NamedTuple):
    """Who alone is told of something: a publisher's members and a pack's guests; without them everybody."""

    publisher: Publisher | None = None
    pack: Pack | None = None


def visible_packs(reader: Reader) -> QuerySet[Pack]:
    """Return the packs that `reader` may see."""
    if not reader.is_authenticated:
        return Pack.objects.all()
    return Pack.every.filter(_readable_by(reader))


def private_packs(publisher: Publisher) -> QuerySet[Pack]:
    """Return the private packs of a publisher, which its members read."""
    return Pack.every.filter(_PRIVATE, publisher=publisher)


def seen(rows: QuerySet[Row], reader: Reader, pack: str = "pack") -> QuerySet[Row]:
    """Return those of `rows` whose pack `reader` may see; `pack` names the rows' reference to it."""
    return rows.filter(**{f"{pack}__in": visible_packs(reader)})


def public_releases() -> QuerySet[Release]:
    """Return the releases that nobody in particular sees, asked such that an index leads to the newest."""
    return Release.objects.exclude(pack__visibility=Pack.Visibility.PRIVATE)


def find_pack(name: str, reader: Reader) -> Pack:
    """Return the released pack of that name.

    Raises:
        NotFoundError: E_PACK_ABSENT, there is none, or `reader` may not see it.
    """
    pack = visible_packs(reader).select_related("publisher").filter(name=name, releases__isnull=False).first()
    if pack is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=name)
    return pack


def find_release(name: str, version: str, reader: Reader) -> Release:
    """Return the release of a pack.

    Raises:
        NotFoundError: E_RELEASE_ABSENT, there is none, or `reader` may not see the pack.
    """
    releases = seen(Release.objects.select_related("pack__publisher"), reader)
    release = releases.filter(pack__name=name, version=version).first()
    if release is None:
        raise ERRORS.error("E_RELEASE_ABSENT", pack=name, version=version)
    return release


def visible_submissions(reader: Reader) -> QuerySet[Submission]:
    """Return the submissions of the reader's publishers; to the staff also others, unless they are private.

    A private one they see while it waits for them.
    """
    mine = Q(publisher__in=_publishers_of(reader))
    if not reader.is_staff:
        return Submission.objects.filter(mine)
    packs = Pack.every.filter(_PRIVATE, name=OuterRef("pack_name"), publisher=OuterRef("publisher"))
    return Submission.objects.filter(mine | ~(Q(private=True) | Q(Exists(packs))) | _waiting())


def open_grants() -> QuerySet[Grant]:
    """Return the grants by which somebody reads a pack now: the others are as if they had never been."""
    return Grant.objects.filter(_is_open())


def grants_on(pack: Pack) -> QuerySet[Grant]:
    """Return every grant on a pack that was ever made, the newest first; `is_open` says which hold now."""
    found = Grant.objects.filter(pack=pack).select_related("user").annotate(is_open=_is_open())
    return found.order_by("-granted_at", "-pk")


def reads_as_guest(pack: Pack, reader: Reader) -> bool:
    """Whether it is a grant by which `reader` sees a pack: what is its members' business is not theirs."""
    if not pack.is_private or reader.is_staff:
        return False
    return not Membership.objects.filter(user=reader.pk, publisher=pack.publisher_id).exists()


def circle_of(pack: Pack) -> Circle:
    """Return who alone is told of a pack."""
    return Circle(pack.publisher, pack) if pack.is_private else Circle()


def sent_for(submission: Submission) -> Circle:
    """Return who alone is told of a submission: of a private one no guest is, whatever becomes of it."""
    publisher = submission.publisher
    is_private = submission.private or private_packs(publisher).filter(name=submission.pack_name).exists()
    return Circle(publisher) if is_private else Circle()


def those_in(circle: Circle, people: QuerySet[User]) -> QuerySet[User]:
    """Return those of `people` who belong to a circle now, each once."""
    if circle.publisher is None:
        return people.distinct()
    belonging = Q(pk__in=circle.publisher.members.values("pk"))
    if circle.pack is not None:
        belonging |= Q(pk__in=open_grants().filter(pack=circle.pack).values("user"))
    return people.filter(belonging).distinct()


def notices_of(reader: Reader) -> QuerySet[Notice]:
    """Return what a person was told, without what those alone may read who are members or guests still."""
    readable = Q(private_to=None) | Q(private_to__in=_publishers_of(reader))
    return Notice.objects.filter(readable | Q(guests_of__in=_packs_granted_to(reader)), user=reader)


def seats_of(people: Collection[User]) -> Mapping[int, set[int]]:
    """Return the publishers of which each of these people is a member, by the keys of both."""
    return _by_person(Membership.objects.filter(user__in=people).values_list("user", "publisher"))


def granted_to(people: Collection[User]) -> Mapping[int, set[int]]:
    """Return the packs of which each of these people is a guest, by the keys of both."""
    return _by_person(open_grants().filter(user__in=people).values_list("user", "pack"))


def is_open_to(pack: Pack, seats: Collection[int], granted: Collection[int]) -> bool:
    """Whether a pack is read by a member of the publishers `seats` who is a guest of the packs `granted`.

    What waits for the staff counts for nobody.
    """
    return not pack.is_private or pack.publisher_id in seats or pack.pk in granted


def _readable_by(reader: User) -> Q:
    readable = ~_PRIVATE | Q(publisher__in=_publishers_of(reader)) | Q(pk__in=_packs_granted_to(reader))
    if reader.is_staff:
        open_ones = Appeal.objects.filter(status=Appeal.Status.OPEN)
        for pack in _WAITING_APPEALS:
            readable |= Q(pk__in=open_ones.filter(**{f"{pack}__isnull": False}).values(pack))
        complaints = Complaint.objects.filter(status=Complaint.Status.OPEN)
        readable |= Q(pk__in=complaints.values("pack"))
        # Of its own publisher: anybody else may send in a pack of its name, be refused, and appeal.
        own = Submission.objects.filter(
            _waiting(), pack_name=OuterRef("name"), publisher=OuterRef("publisher")
        )
        readable |= Q(Exists(own))
    return readable


def _publishers_of(reader: Reader) -> QuerySet[Membership]:
    return Membership.objects.filter(user=reader.pk).values("publisher")


def _by_person(pairs: Iterable[tuple[int, int]]) -> Mapping[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, key in pairs:
        found[person].add(key)
    return found


def _packs_granted_to(reader: Reader) -> QuerySet[Grant]:
    return open_grants().filter(user=reader.pk).values("pack")


def _is_open() -> Q:
    """The condition that a grant was not ended, and its last day is not over."""
    return Q(ended_at=None) & (Q(until=None) | Q(until__gte=timezone.now().date()))


def _waiting() -> Q:
    """The condition that a submission waits for the staff: held, or with an open appeal about it."""
    return Q(status=Submission.Status.HELD) | Q(appeal__status=Appeal.Status.OPEN)
