"""A recap in words: plain text, in which what others wrote can begin no line and hide nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format

from packformat.powers.value import Powers, item_in_words, sentence_of
from registry.models import Advisory, Question, Release, Review
from registry.services.letters import letter, one_line
from registry.services.recap_facts import MOST_TOLD, Recap, Some
from registry.services.recap_notes import notes_of
from registry.services.recap_wishes import Answered
from registry.services.stop_links import Mails, stop_link

Row = TypeVar("Row")


def letter_of(recap: Recap) -> EmailMessage:
    """Return the mail that tells a recap."""
    stop = stop_link(recap.person, Mails.NEWS)
    return letter(recap.person.email, subject_of(recap), text_of(recap), stop=stop)


def subject_of(recap: Recap) -> str:
    """Return the subject: numbers alone, no words of others."""
    numbers = (
        (recap.released.count, "new version", "new versions"),
        (recap.withdrawn.count, "withdrawn", "withdrawn"),
        (recap.advisories.count, "advisory", "advisories"),
        (recap.answered.count, "request answered", "requests answered"),
        (recap.reviews.count, "review", "reviews"),
        (recap.waiting.count, "question waits", "questions wait"),
        (recap.downloads.total(), "download", "downloads"),
    )
    return ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in numbers if number)


def text_of(recap: Recap) -> str:
    """Return what the mail says."""
    end = (
        "You get this once a week because you chose it. To get it no more, without signing in:",
        stop_link(recap.person, Mails.NEWS),
        "To choose otherwise:",
        f"{settings.CTXPACK_PUBLIC_URL}/accounts/notifications",
    )
    return "\n\n".join((news_of(recap), "\n".join(end))) + "\n"


def news_of(recap: Recap) -> str:
    """Return what happened, without the link that ends recaps."""
    parts = (
        f"What happened since {date_format(recap.since, 'j F Y')}.",
        _part("New versions", recap.released, _released),
        _part("Withdrawn", recap.withdrawn, _withdrawn),
        _part("Advisories", recap.advisories, _advised),
        _part("New packs for what you asked for", recap.answered, _answered),
        _part("Reviews of your packs", recap.reviews, _reviewed),
        _part("Questions that wait for your answer", recap.waiting, _asked),
        _part("Downloads of your packs", _most_downloaded(recap.downloads), _downloaded),
    )
    return "\n\n".join(filter(None, parts))


def _part(title: str, some: Some[Row], tell: Callable[[Row], Iterable[str]]) -> str:
    if not some.count:
        return ""
    told = ["\n".join(tell(row)) for row in some.rows]
    if some.count > len(some.rows):
        told.append(f"And {some.count - len(some.rows)} more.")
    return "\n\n".join((f"{title}\n{'-' * len(title)}", *told))


def _most_downloaded(downloads: Counter[str]) -> Some[tuple[str, int]]:
    return Some(downloads.most_common(MOST_TOLD), len(downloads))


def _released(release: Release) -> Iterator[str]:
    pack = release.pack
    is_new = release.before is None
    publisher = one_line(pack.publisher.display_name)
    yield f"{pack.name} {release.version}{', a new pack' if is_new else ''}, by {publisher}"
    if is_new:
        yield _quoted("It says", release.summary)
    elif notes := notes_of(release):
        yield _quoted("What changed", notes)
    powers = Powers(release.powers).without(Powers(release.before or {}))
    for kind in powers.kinds:
        items = ", ".join(item_in_words(kind, item) for item in powers.of_kind(kind))
        what = one_line(f"{sentence_of(kind)}: {items}")
        yield f"  {'Power' if is_new else 'New power'}: {what}"
    yield _link(f"/packs/{pack.name}/versions/{release.version}")


def _withdrawn(release: Release) -> Iterator[str]:
    yield f"{release.pack.name} {release.version}"
    yield _quoted("Why", release.yank_reason)
    yield _link(f"/packs/{release.pack.name}/versions/{release.version}")


def _advised(advisory: Advisory) -> Iterator[str]:
    yield f"{advisory.pack.name}: {advisory.severity} advisory {advisory.name}"
    yield _quoted("What is wrong", advisory.title)
    yield _quoted("What to do", advisory.advice)
    yield _link(f"/advisories/{advisory.name}")


def _answered(answered: Answered) -> Iterator[str]:
    pack = answered.release.pack
    yield f"{pack.name}, by {one_line(pack.publisher.display_name)}"
    yield _quoted("Asked for", answered.wish.words)
    yield _quoted("It says", pack.summary)
    yield _link(f"/packs/{pack.name}")


def _reviewed(review: Review) -> Iterator[str]:
    yield f"{review.author.username} on {review.pack.name} {review.release.version}: {review.verdict}"
    yield _quoted("They say", review.text)
    yield _link(f"/packs/{review.pack.name}/reviews")


def _asked(question: Question) -> Iterator[str]:
    yield f"{question.author.username} about {question.pack.name}"
    yield _quoted("They ask", question.text)
    yield _link(f"/packs/{question.pack.name}/questions")


def _downloaded(row: tuple[str, int]) -> Iterator[str]:
    yield f"{row[0]}: {row[1]}"


def _quoted(what: str, text: str) -> str:
    return f"  {what}: “{one_line(text)}”"


def _link(path: str) -> str:
    return f"  {settings.CTXPACK_PUBLIC_URL}{path}"
