"""A pack of one's own made from another, and what came to that one since."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from marketplace.account.signed_in import signed_in
from marketplace.contribute.labels import ITEMS, LABELS
from marketplace.contribute.telling import told
from packformat.errors import CtxpackError
from registry.services.variants import make_variant, take_over


@require_POST
@signed_in
def make(request: HttpRequest, name: str) -> HttpResponse:
    """Begin a pack of one's own with everything that another has."""
    try:
        draft = make_variant(actor=request.user, pack=name)
    except CtxpackError as error:
        messages.error(request, told(error))
        return redirect("pack-page", name)
    messages.success(
        request, f"Everything in {name} is yours to change now. It says that it was made from {name}."
    )
    return redirect("draft-page", draft.pk, "outcome")


@require_POST
@signed_in
def take(request: HttpRequest, name: str) -> HttpResponse:
    """Begin the next version of a variant with what is new in its original."""
    try:
        draft, differing = take_over(actor=request.user, pack=name)
    except CtxpackError as error:
        messages.error(request, told(error))
        return redirect("pack-page", name)
    messages.success(request, "What is new is in here. Nothing is published before you say so.")
    if differing:
        messages.warning(
            request, f"Both sides had changed this, and yours stands: {'; '.join(in_words(differing))}."
        )
    return redirect("draft-page", draft.pk, "outcome")


def in_words(places: Iterable[str]) -> list[str]:
    """Answers as their questions, and what no page asks as it is called, each once."""
    return list(dict.fromkeys(map(_words_of, places)))


def _words_of(place: str) -> str:
    part, _, rest = place.partition(".")
    field = rest.partition(".")[2]
    if part in ITEMS and f"{part}.{field}" in LABELS:
        return f"{ITEMS[part][0]}: {LABELS[f'{part}.{field}'].text}"
    if part in ITEMS and rest:
        return f"{ITEMS[part][0]} taken out by the other"
    if place in LABELS:
        return LABELS[place].text
    return place.removeprefix("more.")
