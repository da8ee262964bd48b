"""Forms of the account pages."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from registry.models import ApiToken, User

_DAYS = {30: "30 days", 90: "90 days", 365: "one year"}
_SCOPES = {
    ApiToken.Scope.PUBLISH: "Publish new versions",
    ApiToken.Scope.YANK: "Withdraw versions",
    ApiToken.Scope.READ: "Only read what is yours",
}


class SignUpForm(forms.Form):
    """Who wants an account."""

    username = forms.CharField(
        label="User name",
        min_length=2,
        max_length=64,
        help_text="Small letters, digits and single hyphens. Your packs appear under it.",
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least 12 characters. Three or four unrelated words are easy to keep in mind.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Hold the password against the site's rules, which look at the name and the address too."""
        cleaned = super().clean() or {}
        person = User(username=cleaned.get("username", ""), email=cleaned.get("email", ""))
        try:
            password_validation.validate_password(cleaned.get("password", ""), person)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return cleaned


class PublisherForm(forms.Form):
    """A new name to publish under."""

    handle = forms.CharField(
        label="Name to publish under",
        min_length=2,
        max_length=64,
        help_text="Small letters, digits and single hyphens, such as the name of your firm.",
    )


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(
        label="Name", max_length=80, help_text="So that you recognise it later, such as `laptop` or `CI`"
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=[(scope.value, words) for scope, words in _SCOPES.items()],
        initial=[ApiToken.Scope.PUBLISH.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label="It expires after", choices=list(_DAYS.items()), coerce=int, initial=90
    )
