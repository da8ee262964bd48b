"""Forms of the account pages."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms

from registry.models import ApiToken, Membership, User

_DAYS = {30: "30 days", 90: "90 days", 365: "one year"}
_SCOPES = {
    ApiToken.Scope.PUBLISH: "Publish new versions",
    ApiToken.Scope.YANK: "Withdraw versions",
    ApiToken.Scope.ADVISE: "Publish advisories on your packs",
    ApiToken.Scope.COMMENT: "Review, ask, answer and request packs",
    ApiToken.Scope.GRANT: "Let others read your private packs, and end that",
    ApiToken.Scope.ADMIN: "Invite people to your publishers, and give and take roles",
    ApiToken.Scope.READ: "Only read what is yours",
}


class SignUpForm(SignupForm):
    """Who wants an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, email, password = self.fields["username"], self.fields["email"], self.fields["password1"]
        name.label = "User name"
        name.help_text = "Small letters, digits and single hyphens. Your packs appear under it."
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        email.label = "E-mail"
        password.label = "Password"
        password.help_text = "At least 12 characters. Three or four unrelated words are easy to keep in mind."
        _without_placeholders(self)


class SignInForm(LoginForm):
    """Who wants to come in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class PublisherForm(forms.Form):
    """A new name to publish under."""

    handle = forms.CharField(
        label="Name to publish under",
        min_length=2,
        max_length=64,
        help_text="Small letters, digits and single hyphens, such as the name of your firm.",
    )


class InvitationForm(forms.Form):
    """Who is asked to join a publisher."""

    username = forms.CharField(label="User name", max_length=150)
    role = forms.ChoiceField(
        label="Role",
        choices=[(role, role.capitalize()) for role in reversed(Membership.Role.values)],
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


class FarewellForm(forms.Form):
    """The user name once more, so that nobody closes an account by a slip of a finger."""

    username = forms.CharField(
        label="Your user name", max_length=150, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wanted = user.get_username()

    def clean_username(self) -> str:
        """Return the name, if it is this one."""
        typed: str = self.cleaned_data["username"]
        if typed != self._wanted:
            message = "This is not the user name of this account"
            raise forms.ValidationError(message)
        return typed


def _without_placeholders(form: forms.Form) -> None:
    """Take away what would stand in a field before anything is typed, and repeat its label."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
