"""The page on which somebody appeals, and later reads the answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.account.signed_in import signed_in
from registry.models import Appeal
from registry.services.appeals import LONGEST_WORDS, appeal_about, make_appeal, reason_against

_HEADINGS = {
    "submission": "About your submission of {0.pack_name} {0.version}",
    "release": "About {0.pack.name} {0.version}, which the staff withdrew",
    "review": "About your review of {0.pack.name}, which the staff removed",
    "question": "About your question on {0.pack.name}, which the staff removed",
    "answer": "About your answer on {0.question.pack.name}, which the staff removed",
}


class AppealForm(forms.Form):
    """Why somebody sees it otherwise."""

    words = forms.CharField(
        label="Why should it be decided otherwise?",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What the staff may have missed, and where they can see it",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appeal_page(request: HttpRequest, kind: str, about: str) -> HttpResponse:
    """Take the one appeal about a thing, or show it with its answer."""
    row, appeal = appeal_about(actor=request.user, kind=kind, key=about)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        make_appeal(actor=request.user, kind=kind, key=about, **form.cleaned_data)
        return redirect("appeal-page", kind, about)
    return render(request, "appeals/appeal.html", _context(kind, row, appeal) | {"form": form})


def _context(kind: str, row: Any, appeal: Appeal | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "row": row,
        "heading": " ".join(_HEADINGS[kind].format(row).split()),
        "reason": reason_against(row),
        "appeal": appeal,
        "section": "account",
    }
