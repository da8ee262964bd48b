"""Filters of the contribute pages."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.text import Truncator

from marketplace.contribute.autosave import as_text
from marketplace.contribute.labels import label_of
from marketplace.contribute.mending import Mender, Place
from marketplace.contribute.pages import PAGES, Page
from marketplace.wording.submissions import SeenInPack
from packformat.compose.wording import check_sentence
from packformat.private import KINDS, PrivateSpan
from registry.hidden import reveal_plain
from registry.models import Draft, Publisher, User
from registry.services import draft_sweep

register = template.Library()

_SHOWN_OF_A_TEXT = 60
"""Letters by which a sample without a title is recognised."""


@register.filter
def answer_at(answers: Mapping[str, Any] | str, field: str) -> Any:
    """Return what stands under a name, a list of short texts as lines; None where nothing does."""
    value = answers.get(field) if isinstance(answers, Mapping) else None
    return as_text(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


@register.filter
def beside(these: Iterable[Any], those: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Return what is in one list with what is in another, each with each, in their order."""
    return list(zip(these, those, strict=True))


@register.filter
def kept_until(draft: Draft) -> datetime | None:
    """Return when a draft will be forgotten, None for never."""
    return draft_sweep.kept_until(draft)


@register.filter
def ends_soon(draft: Draft) -> bool:
    """Return whether a draft that somebody has begun will be forgotten within days."""
    until = draft_sweep.kept_until(draft) if draft.revision else None
    return until is not None and until - timezone.now() < draft_sweep.WARNED


@register.filter
def mended_at(finding: SeenInPack, mender: Mender | None) -> Place | None:
    """Return where the answer stands that a finding is about, if there are answers and one of them is."""
    return mender.place_of(finding) if mender else None


@register.filter
def has_member(publisher: Publisher, user: User) -> bool:
    """Return whether a person writes for a publisher."""
    return user.is_authenticated and publisher.memberships.filter(user=user).exists()


@register.filter
def asked_for(field: str) -> str:
    """Return the kinds of item for which a question is asked, with spaces between; nothing means for all."""
    return " ".join(label_of(field).only)


@register.filter
def item_name(item: Mapping[str, Any]) -> str:
    """Return what an item of a list is recognised by."""
    if item.get("words"):
        return check_sentence(item)
    beginning = Truncator(" ".join(str(item.get("text", "")).split())).chars(_SHOWN_OF_A_TEXT)
    label = str(item.get("label", "")).capitalize()
    return str(item.get("title") or ": ".join(filter(None, (label, beginning))) or "Not filled yet")


@register.filter
def private_words(found: list[PrivateSpan]) -> str:
    """Return what was found in a field, each once, with what it is."""
    told = dict.fromkeys(f"{KINDS[span.kind]}: {reveal_plain(span.text)}" for span in found)
    return "; ".join(told)


@register.filter
def private_pages(private: Mapping[str, list[PrivateSpan]]) -> list[tuple[Page, int]]:
    """Return the pages on which something private was found, and how many places."""
    counts = Counter(dict.fromkeys(PAGES, 0))
    for field, found in private.items():
        part = field.split(".")[0]
        counts[next(page for page in PAGES if part == page.part or part in page.fields)] += len(found)
    return [(page, count) for page, count in counts.items() if count]
