"""Addresses of the account pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from marketplace.account.access import sign_in, sign_up
from marketplace.account.home import account, publisher_create, token_create, token_revoke

urlpatterns = [
    path("", account, name="account"),
    path("login/", sign_in, name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("signup/", sign_up, name="account_signup"),
    path("publishers", publisher_create, name="publisher-create"),
    path("tokens", token_create, name="token-create"),
    path("tokens/<int:token_id>/revoke", token_revoke, name="token-revoke"),
]
