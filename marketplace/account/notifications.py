"""What a person is told, by page, by mail and by a feed of their own; and what they follow."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.account.signed_in import signed_in
from registry.hidden import reveal_plain
from registry.models import Notice, User
from registry.readers import notices_of, visible_packs
from registry.services.choose import WISHES, choose_notices
from registry.services.notices import read_notices
from registry.services.subscribe import follow_pack, follow_publisher

NOTICES_PER_PAGE = 30
_SALT = "notices-feed"


@never_cache
@require_safe
@signed_in
def notifications(request: HttpRequest) -> HttpResponse:
    """Show what the person was told, the newest first, and what they follow."""
    user = request.user
    told = notices_of(user)
    page = Paginator(told.order_by("-at", "-pk"), NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    following = user.subscriptions.filter(Q(pack=None) | Q(pack__in=visible_packs(user)))
    context = {
        "page": page,
        "unread": told.filter(read_at=None).count(),
        "following": following.select_related("pack", "publisher").order_by("since"),
        "key": feed_key(user),
        "section": "account",
    }
    return render(request, "account/notifications.html", context)


@require_POST
@signed_in
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Note that everything was seen."""
    read_notices(actor=request.user)
    return redirect("notifications")


@require_POST
@signed_in
def notifications_choose(request: HttpRequest) -> HttpResponse:
    """Choose whether and when notices come by mail too, and whether one is told of every advisory."""
    wanted: dict[str, bool | str] = {
        wish: request.POST[wish] == "yes" for wish in WISHES if wish in request.POST
    }
    if "news" in request.POST:
        wanted["news"] = request.POST["news"]
    choose_notices(actor=request.user, **wanted)
    return redirect("notifications")


@require_POST
@signed_in
def pack_follow(request: HttpRequest, name: str) -> HttpResponse:
    """Follow a pack, or stop."""
    follow_pack(actor=request.user, pack=name, on=request.POST.get("on") == "yes")
    return redirect("pack-page", name)


@require_POST
@signed_in
def publisher_follow(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow a publisher, or stop."""
    follow_publisher(actor=request.user, publisher=handle, on=request.POST.get("on") == "yes")
    return redirect("publisher-page", handle)


def feed_key(user: User) -> str:
    """Return the secret of the person's feed. It ends when the password changes, as sessions do."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:16]], salt=_SALT)


class NoticesFeed(Feed):
    """What one person was told. A feed reader cannot sign in, so the address holds a key."""

    feed_type = Atom1Feed
    title = "Your ctxpack notifications"
    link = "/accounts/notifications"

    def get_object(self, _request: HttpRequest, key: str) -> User:
        """Return the person whose key it is."""
        try:
            pk, stamp = signing.loads(key, salt=_SALT)
        except signing.BadSignature as error:
            raise Http404 from error
        user = User.objects.filter(pk=pk, is_active=True).first()
        if user is None or user.get_session_auth_hash()[:16] != stamp:
            raise Http404
        return user

    def items(self, user: User) -> QuerySet[Notice]:
        """Return the newest notices."""
        return notices_of(user).order_by("-at", "-pk")[:NOTICES_PER_PAGE]

    def item_title(self, notice: Notice) -> str:
        """Return what happened."""
        return reveal_plain(notice.title)

    def item_description(self, notice: Notice) -> str:
        """Return the words of whoever made it happen."""
        return reveal_plain(notice.text)

    def item_link(self, notice: Notice) -> str:
        """Return where it leads."""
        return notice.path

    def item_guid(self, notice: Notice) -> Any:
        """Return the entry's name for ever."""
        return f"{settings.CTXPACK_PUBLIC_URL}/notices/{notice.pk}"

    def item_pubdate(self, notice: Notice) -> datetime:
        """Return when it was told."""
        return notice.at
