"""The account page: publishers, submissions and tokens of the person who is signed in."""

from typing import NamedTuple

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from marketplace.account.forms import PublisherForm, TokenForm
from marketplace.account.signed_in import signed_in
from marketplace.wording.submissions import Standing, standing_of
from packformat.errors import CtxpackError, NotFoundError
from registry.models import Submission, User
from registry.readers import visible_submissions
from registry.services.grants import access_of, give_back
from registry.services.publishers import create_publisher
from registry.services.tokens import create_token, revoke_token

SUBMISSIONS_SHOWN = 20


class SubmissionLine(NamedTuple):
    """A submission and where it stands."""

    submission: Submission
    standing: Standing


@never_cache
@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show what belongs to the signed-in person."""
    return _account_page(request)


@never_cache
@require_POST
@signed_in
def publisher_create(request: HttpRequest) -> HttpResponse:
    """Create a publisher that the person owns."""
    form = PublisherForm(request.POST)
    if form.is_valid():
        try:
            create_publisher(actor=request.user, **form.cleaned_data)
        except CtxpackError as error:
            form.add_error("handle", error.message)
        else:
            return redirect("account")
    return _account_page(request, publisher_form=form)


@never_cache
@require_POST
@signed_in
@reauthentication_required
@sensitive_variables("secret")
def token_create(request: HttpRequest) -> HttpResponse:
    """Make a token and show its text, this once: it is neither stored nor put into the session."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account_page(request, token_form=form)
    _token, secret = create_token(actor=request.user, **form.cleaned_data)
    return _account_page(request, secret=secret)


@require_POST
@signed_in
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Revoke one of the person's own tokens."""
    try:
        revoke_token(actor=request.user, token_id=token_id)
    except NotFoundError as error:
        raise Http404 from error
    return redirect("account")


@require_POST
@signed_in
def granted_return(request: HttpRequest, name: str) -> HttpResponse:
    """Give back what lets the person read a private pack as a guest."""
    give_back(actor=request.user, pack=name)
    return redirect("account")


def _account_page(
    request: HttpRequest,
    *,
    token_form: TokenForm | None = None,
    publisher_form: PublisherForm | None = None,
    secret: str = "",
) -> HttpResponse:
    user: User = request.user
    submissions = (
        visible_submissions(user).filter(submitter=user).order_by("-received_at")[:SUBMISSIONS_SHOWN]
    )
    context = {
        "token_form": token_form or TokenForm(),
        "publisher_form": publisher_form or PublisherForm(),
        "secret": secret,
        "invitations": user.invitations.select_related("publisher", "invited_by"),
        "granted": access_of(user),
        "publishers": user.publishers.order_by("handle"),
        "submissions": [SubmissionLine(item, standing_of(item)) for item in submissions],
        "tokens": user.api_tokens.order_by("-created_at"),
        "now": timezone.now(),
        "section": "account",
    }
    return render(request, "account/home.html", context)
