"""Requests: jobs that no pack does yet, for publishers to see what is wanted."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.account.signed_in import signed_in, signed_in_to_post
from marketplace.community.forms import WishForm
from marketplace.text.page import render_page
from registry.models import Wish
from registry.services.wishes import vote_for, wish_for

WISHES_PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_to_post
def wishes_page(request: HttpRequest) -> HttpResponse:
    """Show what is wanted, the most wanted first, and take a request of whoever is signed in."""
    sent = request.POST if request.method == "POST" else None
    form = WishForm(sent, initial={"words": request.GET.get("words", "")})
    if form.is_valid():
        wish_for(actor=request.user, **form.cleaned_data)
        return redirect("wishes")
    wishes = Wish.objects.annotate(votes=Count("voters")).order_by("-votes", "wished_at", "pk")
    page = Paginator(wishes, WISHES_PER_PAGE).get_page(request.GET.get("page"))
    mine = _voted(request, page.object_list)
    context = {"page": page, "form": form, "mine": mine, "section": "catalogue"}
    return render_page(request, "community/wishes", context)


@require_POST
@signed_in
def wish_vote(request: HttpRequest, wish_id: int) -> HttpResponse:
    """Join those who want it."""
    vote_for(actor=request.user, wish=wish_id)
    return redirect("wishes")


def _voted(request: HttpRequest, wishes: object) -> set[int]:
    if not request.user.is_authenticated:
        return set()
    return set(request.user.wishes.filter(pk__in=[wish.pk for wish in wishes]).values_list("pk", flat=True))
