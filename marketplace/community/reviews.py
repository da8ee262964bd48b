"""The reviews of a pack."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from marketplace.account.signed_in import signed_in_to_post
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.community.forms import ReviewForm
from marketplace.text.page import render_page
from registry.services.permissions import is_member
from registry.services.reviews import write_review

REVIEWS_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_to_post
def reviews_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show what others found, and take the review of whoever is signed in."""
    pack = shown_pack(request, name)
    release = shown_release(pack)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        write_review(actor=request.user, pack=name, version=release.version, **form.cleaned_data)
        return redirect("pack-reviews", name)
    reviews = pack.reviews.filter(removed_at=None).select_related("author", "release")
    reviews = reviews.defer("release__files", "release__manifest", "release__readme")
    context = frame(pack, release, "reviews") | {
        "page": Paginator(reviews.order_by("-written_at", "-pk"), REVIEWS_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "form": form,
        "is_own": request.user.is_authenticated and is_member(request.user, pack.publisher),
    }
    return render_page(request, "community/reviews", context)
