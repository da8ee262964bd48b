"""Who may come in: what django-allauth asks of us about accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.forms import BaseForm, ValidationError
from django.http import HttpRequest

from packformat.errors import CtxpackError
from registry.models import User
from registry.services.accounts import register_user
from registry.services.publishers import check_handle


class AccountAdapter(DefaultAccountAdapter):
    """An account comes with a publisher of the same name, so its name follows the rules of a handle."""

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002 - allauth's own signature
        """Return the name, or say why it cannot be taken."""
        try:
            check_handle(username)
        except CtxpackError as error:
            raise ValidationError(error.message) from error
        return super().clean_username(username, shallow=shallow)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, *_commit: Any) -> User:
        """Keep a new account, as the registry does."""
        filled = super().save_user(request, user, form, commit=False)
        register_user(user=filled)
        return filled
