"""Addresses of the account pages; signing up, in and out, and what secures an account, are allauth's."""

from django.urls import include, path

from marketplace.account.home import account, publisher_create, token_create, token_revoke
from marketplace.account.security import security

urlpatterns = [
    path("", account, name="account"),
    path("security", security, name="account-security"),
    path("publishers", publisher_create, name="publisher-create"),
    path("tokens", token_create, name="token-create"),
    path("tokens/<int:token_id>/revoke", token_revoke, name="token-revoke"),
    path("", include("allauth.urls")),
]
