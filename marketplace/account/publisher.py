"""The page from which a publisher is run: its people, what is expected of whom, and what was done."""

from collections.abc import Collection

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.account.forms import InvitationForm
from marketplace.account.signed_in import signed_in
from packformat.errors import UsageError
from registry.models import AuditEntry, Membership, Pack, Publisher, Release, User
from registry.readers import seen, visible_packs
from registry.services.members import answer_invitation, invite_member, set_role

ACTS_SHOWN = 50


@never_cache
@require_safe
@signed_in
def publisher_home(request: HttpRequest, handle: str) -> HttpResponse:
    """Show a publisher to one of its members."""
    return _page(request, handle, InvitationForm())


@never_cache
@require_POST
@signed_in
@reauthentication_required
def member_invite(request: HttpRequest, handle: str) -> HttpResponse:
    """Invite a person."""
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invite_member(actor=request.user, publisher=handle, **form.cleaned_data)
        except UsageError as error:
            form.add_error("username", error.message)
        else:
            return redirect("publisher-home", handle)
    return _page(request, handle, form)


@require_POST
@signed_in
@reauthentication_required
def member_role(request: HttpRequest, handle: str) -> HttpResponse:
    """Give a member another role, or none; take an invitation back."""
    username = request.POST.get("username", "")
    set_role(actor=request.user, publisher=handle, username=username, role=request.POST.get("role", ""))
    still_there = request.user.memberships.filter(publisher__handle=handle).exists()
    return redirect("publisher-home", handle) if still_there else redirect("account")


@require_POST
@signed_in
def invitation_answer(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Join a publisher, or decline."""
    accept = request.POST.get("accept") == "yes"
    answer_invitation(actor=request.user, invitation=invitation_id, accept=accept)
    return redirect("account")


def _page(request: HttpRequest, handle: str, form: InvitationForm) -> HttpResponse:
    publisher = get_object_or_404(Publisher, handle=handle)
    members = list(publisher.memberships.select_related("user").order_by("created_at", "pk"))
    mine = next((one for one in members if one.user_id == request.user.pk), None)
    if mine is None:
        raise PermissionDenied
    packs = list(visible_packs(request.user).filter(publisher=publisher).order_by("name"))
    context = {
        "publisher": publisher,
        "members": members,
        "mine": mine,
        "may_invite": mine.role != Membership.Role.MEMBER,
        "is_owner": mine.role == Membership.Role.OWNER,
        "roles": Membership.Role.values,
        "invitations": publisher.invitations.select_related("user").order_by("invited_at", "pk"),
        "packs": packs,
        "acts": _acts(_about(publisher, packs, request.user), {one.user for one in members}),
        "form": form,
        "section": "account",
    }
    return render(request, "account/publisher.html", context)


def _about(publisher: Publisher, packs: list[Pack], reader: User) -> Q:
    """The condition that an act was done to a publisher, a pack of it or a release; however many."""
    subject = Concat(Value("release:"), "pack__name", Value("@"), "version")
    releases = seen(Release.objects.filter(pack__publisher=publisher), reader)
    names = [f"publisher:{publisher.handle}", *(f"pack:{pack.name}" for pack in packs)]
    return Q(subject__in=names) | Q(subject__in=releases.values_list(subject, flat=True))


def _acts(about: Q, members: Collection[User]) -> list[AuditEntry]:
    """The last acts, each with who did it. What others told the staff is between them; the staff are one."""
    with_the_staff = Q(action__startswith="complaint.") | Q(action="appeal.make") & ~Q(actor__in=members)
    known = AuditEntry.objects.filter(about).exclude(with_the_staff)
    acts = list(known.select_related("actor").order_by("-at", "-pk")[:ACTS_SHOWN])
    for act in acts:
        is_staffs = act.actor is not None and act.actor.is_staff and act.actor not in members
        act.who = "the staff" if is_staffs else ""
    return acts
