"""Addresses of the account pages; signing up, in and out, and what secures an account, are allauth's."""

from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.account.farewell import farewell
from marketplace.account.home import account, granted_return, publisher_create, token_create, token_revoke
from marketplace.account.mail_stop import mail_stop
from marketplace.account.notifications import (
    NoticesFeed,
    notifications,
    notifications_choose,
    notifications_read,
    pack_follow,
    publisher_follow,
)
from marketplace.account.own import audit, export
from marketplace.account.publisher import invitation_answer, member_invite, member_role, publisher_home
from marketplace.account.recaps import recap
from marketplace.account.resume import resume
from marketplace.account.security import security

urlpatterns = [
    path("", account, name="account"),
    path("publishers/<slug:handle>", publisher_home, name="publisher-home"),
    path("publishers/<slug:handle>/invitations", member_invite, name="member-invite"),
    path("publishers/<slug:handle>/roles", member_role, name="member-role"),
    path("invitations/<int:invitation_id>", invitation_answer, name="invitation-answer"),
    path("notifications", notifications, name="notifications"),
    path("notifications/read", notifications_read, name="notifications-read"),
    path("notifications/choose", notifications_choose, name="notifications-choose"),
    path("notifications/recap", recap, name="recap"),
    path("notifications/<str:key>/stop", mail_stop, name="mail-stop"),
    path(
        "notifications/<str:key>/feed.atom",
        require_safe(never_cache(NoticesFeed())),
        name="notifications-feed",
    ),
    path("follow/packs/<slug:name>", pack_follow, name="pack-follow"),
    path("follow/publishers/<slug:handle>", publisher_follow, name="publisher-follow"),
    path("audit", audit, name="account-audit"),
    path("export.zip", export, name="account-export"),
    path("security", security, name="account-security"),
    path("close", farewell, name="account-farewell"),
    path("unsent", resume, name="unsent"),
    path("publishers", publisher_create, name="publisher-create"),
    path("granted/<slug:name>/return", granted_return, name="granted-return"),
    path("tokens", token_create, name="token-create"),
    path("tokens/<int:token_id>/revoke", token_revoke, name="token-revoke"),
    path("", include("allauth.urls")),
]
