"""Telling people what happened: promised with the act, written and mailed by a worker.

An event names what happened and its row, such as `publish:12`. Whoever is told is told once, however often
the work is done and by however many workers at once; a mail that the server did not take is sent with the
next try. Only a worker that is killed in the middle of one mail leaves that one unsent: the notice is there.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from registry.models import (
    Advisory,
    Answer,
    Appeal,
    Attestation,
    Complaint,
    Decision,
    Grant,
    Membership,
    Notice,
    OutboxEntry,
    Pack,
    Publisher,
    Question,
    Release,
    Review,
    Submission,
    User,
)
from registry.readers import Circle, circle_of, open_grants, sent_for, those_in
from registry.services.letters import letter, quotation
from registry.services.mailing import REACHED, send_each, send_to
from registry.services.outbox import promise
from registry.services.stop_links import Mails, stop_link

NEWS = ("publish", "yank", "review")
"""Events of which mail tells when a person has chosen, and which recaps tell. All others mail tells at once:
somebody waits for an answer, something was decided, or a pack does harm."""

_GRANTS_TOLD_EVERY = timedelta(days=1)
"""How often somebody is told of one pack that they may read it, however often they are let in."""


class NotTakenError(Exception):
    """The mail server wants some mails to be sent again later; the message says how many, not to whom."""


class Told(NamedTuple):
    """What is told, and to whom."""

    title: str
    text: str
    path: str
    people: QuerySet[User]
    address: str = ""
    """Of somebody without an account, who is told by mail alone."""
    circle: Circle = Circle()
    """Who alone may be told, where it is about a private pack."""
    is_ours: bool = False
    """Whether the text is the registry's own; else somebody wrote it, and mails mark it as theirs."""

    @property
    def listeners(self) -> QuerySet[User]:
        """Those of the people who may be told, each once."""
        return those_in(self.circle, self.people)


def tell(kind: str, row: object) -> None:
    """Promise to tell of an event, in the transaction that made it; nothing where nobody is to be told."""
    told = _KINDS[kind](str(row))
    if told.address or told.listeners.exists():
        promise(OutboxEntry.Task.NOTIFY, f"{kind}:{row}")


def deliver(event: str) -> None:
    """Write the notices of an event, and mail those that were not mailed yet.

    Raises:
        NotTakenError: Mails were refused for now. All others are sent by then.
        OSError: The mail server cannot be reached; nothing more is sent.
    """
    kind, _, row = event.partition(":")
    told = _KINDS[kind](row)
    _note(event, told)
    people = User.objects.filter(REACHED, pk__in=told.listeners.values("pk"), wants_mail=True)
    if kind in NEWS:
        people = people.filter(news=User.News.AT_ONCE)
    wanted = Notice.objects.filter(event=event, mailed_at=None, user__in=people).select_related("user")
    letters = [partial(_mail, notice, told, kind, people) for notice in wanted]
    if told.address:
        letters.append(partial(_mail_stranger, told))
    if later := send_each(letters):
        raise NotTakenError(f"mails not taken for now: {later}")


@transaction.atomic
def _note(event: str, told: Told) -> None:
    if told.circle.pack:
        # One after the other: whether a guest is told hangs on what they were told of the pack lately.
        Pack.every.select_for_update(no_key=True).get(pk=told.circle.pack.pk)
    Notice.objects.bulk_create(
        (
            Notice(
                user=person,
                event=event,
                title=told.title[:200],
                text=told.text,
                path=told.path,
                private_to=told.circle.publisher,
                guests_of=told.circle.pack,
            )
            for person in told.listeners
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def read_notices(*, actor: User) -> None:
    """Note that a person has seen everything that they were told."""
    actor.notices.filter(read_at=None).update(read_at=timezone.now())


def _mail(notice: Notice, told: Told, kind: str, people: QuerySet[User]) -> None:
    """Mail a notice, unless another worker does; it is noted first, so that nobody gets it twice.

    The mails before it may have taken minutes: one of `people` who left, chose otherwise or has another
    address since then gets none.
    """
    row = Notice.objects.filter(pk=notice.pk)
    still = people.filter(email=notice.user.email)
    # No joins: whether it is mailed must be asked again once another worker let go of the row.
    if not row.filter(mailed_at=None, user__in=still).update(mailed_at=timezone.now()):
        return
    stop = stop_link(notice.user, Mails.NEWS if kind in NEWS else Mails.NOTICES)
    why = (
        "You get this because you follow it or it is yours. To get no more of these, without signing in:",
        stop,
        "To choose otherwise, such as one mail a week:",
        f"{settings.CTXPACK_PUBLIC_URL}/accounts/notifications",
    )
    try:
        mail = letter(notice.user.email, told.title, _body(told, "\n".join(why)), stop=stop)
        send_to(notice.user, mail)
    except BaseException:
        row.update(mailed_at=None)
        raise


def _mail_stranger(told: Told) -> None:
    """Tell somebody without an account; they get this once, so there is nothing to end."""
    why = "You get this because you gave this address with a report."
    letter(told.address, told.title, _body(told, why)).send()


def _body(told: Told, why: str) -> str:
    text = told.text if told.is_ours else quotation(told.text)
    parts = (text, f"{settings.CTXPACK_PUBLIC_URL}{told.path}", f"{why}\n")
    return "\n\n".join(filter(None, parts))


def _followers(pack: Pack) -> QuerySet[User]:
    return User.objects.filter(
        Q(subscriptions__pack=pack) | Q(subscriptions__publisher=pack.publisher_id), is_active=True
    )


def _owners(pack: Pack) -> QuerySet[User]:
    return User.objects.filter(memberships__publisher=pack.publisher_id, is_active=True)


def _published(row: str) -> Told:
    release = Release.objects.select_related("pack").get(pk=row)
    title = f"{release.pack.name} {release.version} was published"
    path = f"/packs/{release.pack.name}/versions/{release.version}"
    return Told(title, release.summary, path, _followers(release.pack), circle=circle_of(release.pack))


def _original_published(row: str) -> Told:
    release = Release.objects.select_related("pack").get(pk=row)
    pack = release.pack
    made_of_it = Publisher.objects.filter(packs__latest__made_from__pack=pack)
    people = User.objects.filter(memberships__publisher__in=made_of_it, is_active=True)
    title = f"{pack.name} {release.version} was published: a pack of yours was made from it"
    text = "On the page of your pack you can take over what is new; where both changed, yours stays."
    path = f"/packs/{pack.name}/versions/{release.version}"
    return Told(title, text, path, people, circle=circle_of(pack), is_ours=True)


def _yanked(row: str) -> Told:
    release = Release.objects.select_related("pack").get(pk=row)
    title = f"{release.pack.name} {release.version} was withdrawn"
    path = f"/packs/{release.pack.name}/versions/{release.version}"
    people = _followers(release.pack)
    return Told(title, release.yank_reason, path, people, circle=circle_of(release.pack))


def _reviewed(row: str) -> Told:
    review = Review.objects.select_related("pack", "release", "author").get(pk=row)
    title = f"{review.author.username} reviewed {review.pack.name} {review.release.version}"
    path = f"/packs/{review.pack.name}/reviews"
    owners = _unless_removed(review, _owners(review.pack))
    return Told(title, review.text, path, owners, circle=circle_of(review.pack))


def _asked(row: str) -> Told:
    question = Question.objects.select_related("pack", "author").get(pk=row)
    title = f"{question.author.username} asks about {question.pack.name}"
    path = f"/packs/{question.pack.name}/questions"
    owners = _unless_removed(question, _owners(question.pack))
    return Told(title, question.text, path, owners, circle=circle_of(question.pack))


def _answered(row: str) -> Told:
    answer = Answer.objects.select_related("question__pack", "author").get(pk=row)
    pack = answer.question.pack
    title = f"{answer.author.username} answered your question about {pack.name}"
    asker = User.objects.filter(pk=answer.question.author_id, is_active=True).exclude(pk=answer.author_id)
    asker = _unless_removed(answer, asker)
    return Told(title, answer.text, f"/packs/{pack.name}/questions", asker, circle=circle_of(pack))


def _unless_removed(said: Review | Question | Answer, people: QuerySet[User]) -> QuerySet[User]:
    """Who is told of what somebody said: nobody, where the staff had removed it before that."""
    return people.none() if said.removed_at else people


def _concerned(pack: Pack) -> QuerySet[User]:
    """Who follows a pack, owns it, owns one that requires it, or wants to know of all advisories."""
    requiring = Publisher.objects.filter(packs__latest__requirements__name=pack.name)
    return User.objects.filter(
        Q(pk__in=_followers(pack).values("pk"))
        | Q(memberships__publisher=pack.publisher_id)
        | Q(memberships__publisher__in=requiring)
        | Q(wants_advisories=True),
        is_active=True,
    )


def _advised(row: str, *, what: str = "") -> Told:
    advisory = Advisory.objects.select_related("pack").get(pk=row)
    title = f"{advisory.pack.name}: {advisory.severity} advisory {advisory.name}{what}"
    path = f"/advisories/{advisory.name}"
    text = f"{advisory.title}\n\nWhat to do: {advisory.advice}"
    return Told(title, text, path, _concerned(advisory.pack), circle=circle_of(advisory.pack))


def _advisory_withdrawn(row: str) -> Told:
    return _advised(row, what=" was withdrawn")._replace(text=Advisory.objects.get(pk=row).withdrawal)


def _yanked_by_staff(row: str) -> Told:
    release = Release.objects.select_related("pack").get(pk=row)
    title = f"The staff withdrew {release.pack.name} {release.version}"
    path, people = f"/appeals/release/{row}", _owners(release.pack)
    return Told(title, release.yank_reason, path, people, circle=circle_of(release.pack))


def _removed(model: type[Review | Question | Answer], row: str) -> Told:
    said = model.objects.get(pk=row)
    kind = model._meta.model_name
    author = User.objects.filter(pk=said.author_id, is_active=True)
    title, path = f"The staff removed your {kind}", f"/appeals/{kind}/{row}"
    return Told(title, said.removal, path, author, circle=circle_of(said.pack))


def _decided(row: str) -> Told:
    decision = Decision.objects.select_related("submission").get(pk=row)
    submission = decision.submission
    title = f"{submission.pack_name} {submission.version} was {decision.answer} by the staff"
    submitter = User.objects.filter(pk=submission.submitter_id, is_active=True)
    path = f"/submissions/{submission.pk}"
    return Told(title, decision.reason, path, submitter, circle=sent_for(submission))


def _appealed(row: str) -> Told:
    appeal = Appeal.objects.select_related("author").get(pk=row)
    title = f"{appeal.author.username} appeals against what was decided about a {appeal.kind}"
    return Told(title, appeal.words, "/moderation", User.objects.filter(is_staff=True, is_active=True))


def _appeal_answered(row: str) -> Told:
    appeal = Appeal.objects.get(pk=row)
    title = f"Your appeal about a {appeal.kind} was {appeal.status}"
    author = User.objects.filter(pk=appeal.author_id, is_active=True)
    return Told(title, appeal.reason, f"/appeals/{appeal.kind}/{appeal.key}", author)


def _complaint_answered(row: str) -> Told:
    complaint = Complaint.objects.select_related("pack").get(pk=row)
    title = f"Your report on {complaint.pack.name} was {complaint.status}"
    author = User.objects.filter(pk=complaint.author_id, is_active=True)
    address = "" if complaint.author_id else complaint.contact
    path = f"/packs/{complaint.pack.name}"
    return Told(title, complaint.answer, path, author, address, circle_of(complaint.pack))


def _granted(row: str) -> Told:
    grant = Grant.objects.select_related("pack__publisher").get(pk=row)
    title = f"{grant.pack.publisher.handle} lets you read {grant.pack.name}"
    lasts = f"up to {date_format(grant.until, 'j F Y')}" if grant.until else "for good"
    text = f"It is private, and yours to read and install {lasts}, with a token of yours that may read."
    guest = User.objects.filter(grants__in=open_grants().filter(pk=row), is_active=True)
    lately = timezone.now() - _GRANTS_TOLD_EVERY
    before = Notice.objects.filter(guests_of=grant.pack, event__startswith="grant:", at__gt=lately)
    guest = guest.exclude(notices__in=before.exclude(event=f"grant:{row}"))
    return Told(title, text, f"/packs/{grant.pack.name}", guest, circle=circle_of(grant.pack), is_ours=True)


def _given_back(row: str) -> Told:
    grant = Grant.objects.select_related("pack__publisher", "user").get(pk=row)
    pack = grant.pack
    owners = _owners(pack).filter(
        memberships__publisher=pack.publisher_id, memberships__role=Membership.Role.OWNER
    )
    # Whoever closed their account since then is named no more.
    guest = grant.user.username if grant.user else "A guest"
    ended = pack.grants.filter(ended_at=grant.ended_at).order_by("pk").values_list("reference", flat=True)
    text = (
        f"They read it no longer: what you granted under {', '.join(ended)} is ended. "
        "What is paid for it elsewhere is not ended by this."
    )
    to = Circle(pack.publisher)
    return Told(
        f"{guest} gave back {pack.name}", text, f"/packs/{pack.name}/guests", owners, circle=to, is_ours=True
    )


def _outcome(row: str, *, what: str, text: str) -> Told:
    """What became of a submission, for whoever sent it from the contribute pages and may have left them."""
    submission = Submission.objects.get(pk=row)
    name = " ".join(filter(None, (submission.pack_name or "Your pack", submission.version)))
    writer = User.objects.filter(submissions=submission, submissions__drafts__isnull=False, is_active=True)
    path = f"/submissions/{row}"
    return Told(f"{name} {what}", text, path, writer, circle=sent_for(submission), is_ours=True)


def _attested(row: str) -> Told:
    result = Attestation.objects.select_related("pack", "release", "sender").get(pk=row)
    title = f"{result.sender.username} sent a result of {result.pack.name} {result.release.version}"
    text = f"Its evals with `{result.agent}`: {result.verdict}"
    path = f"/packs/{result.pack.name}/versions/{result.release.version}/results"
    people = _owners(result.pack).exclude(pk=result.sender_id)
    return Told(title, text, path, people, circle=circle_of(result.pack))


_KINDS: dict[str, Callable[[str], Told]] = {
    "publish": _published,
    "published": partial(
        _outcome, what="is published", text="Whoever may see it can install it from now on."
    ),
    "held": partial(
        _outcome, what="waits for a person", text="Somebody of the staff looks at it; you need do nothing."
    ),
    "rejected": partial(
        _outcome,
        what="is not published",
        text="See what has to be changed, and where; then try again.",
    ),
    "original": _original_published,
    "grant": _granted,
    "grant-return": _given_back,
    "yank": _yanked,
    "review": _reviewed,
    "question": _asked,
    "answer": _answered,
    "yank-by-staff": _yanked_by_staff,
    "removed-review": partial(_removed, Review),
    "removed-question": partial(_removed, Question),
    "removed-answer": partial(_removed, Answer),
    "decision": _decided,
    "appeal": _appealed,
    "appeal-answer": _appeal_answered,
    "complaint-answer": _complaint_answered,
    "advisory": _advised,
    "advisory-fixed": partial(_advised, what=" has a version that is right again"),
    "advisory-withdrawn": _advisory_withdrawn,
    "attestation": _attested,
}
