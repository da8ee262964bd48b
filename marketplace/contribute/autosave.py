"""What the script that saves in the background is told."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from marketplace.contribute.labels import label_of
from marketplace.contribute.pages import Page
from registry.services.drafts import Saved


def wants_json(request: HttpRequest) -> bool:
    """Whether the script asks, not the browser."""
    return request.headers.get("Accept") == "application/json"


def signed_out() -> HttpResponse:
    """Tell the script that its author is signed out; it keeps the text."""
    return JsonResponse({"signed_out": True}, status=401)


def saved_answer(saved: Saved, page: Page, errors: dict[str, Any]) -> HttpResponse:
    """Tell the script which revision there is now, and what could not be saved."""
    conflicts = [
        {"field": one.field, "label": label_of(one.field).text, "theirs": as_text(one.theirs)}
        for one in saved.conflicts
    ]
    return JsonResponse(
        {
            "revision": saved.draft.revision,
            "address": reverse("draft-page", args=(saved.draft.pk, page.name)),
            "conflicts": conflicts,
            "news": {field: as_text(value) for field, value in saved.news.items()},
            "errors": {field: list(messages) for field, messages in errors.items()},
        }
    )


def as_text(value: Any) -> str:
    """An answer as it stands in its field."""
    return "\n".join(value) if isinstance(value, list) else str(value)
