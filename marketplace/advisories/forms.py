"""Forms of those who say what is wrong with versions of a pack."""

from collections.abc import Callable
from typing import Any

from django import forms

from packformat.errors import UsageError
from registry.models import Advisory, Pack
from registry.services import advisories

_SEVERITIES = {
    Advisory.Severity.CRITICAL: "Critical: it does harm by itself; take it out at once",
    Advisory.Severity.HIGH: "High: it does harm in ordinary use",
    Advisory.Severity.MODERATE: "Moderate: it does harm in some cases",
    Advisory.Severity.LOW: "Low: good to know",
}


class AdvisoryForm(forms.Form):
    """What an advisory says. Versions are chosen from those that there are."""

    severity = forms.ChoiceField(
        label="How bad is it?",
        choices=list(_SEVERITIES.items()),
        widget=forms.RadioSelect,
        help_text="Before it takes a version with a critical or high advisory, the installer asks",
    )
    title = forms.CharField(
        label="What is wrong, in one line",
        max_length=advisories.LONGEST_TITLE,
        help_text="Such as `Computes VAT with the rates of 2025`",
    )
    text = forms.CharField(
        label="What happens, to whom, and how one can tell",
        max_length=advisories.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    advice = forms.CharField(
        label="What to do now",
        max_length=advisories.LONGEST_ADVICE,
        help_text="Such as `Update to 1.2.1 and compute the returns of January again`",
    )

    def __init__(self, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = pack.releases.order_by("-sort_key").values_list("version", flat=True)
        shown = [(version, version) for version in versions]
        self.fields["since"] = forms.ChoiceField(
            label="First version concerned", choices=[("", "every version so far"), *shown], required=False
        )
        self.fields["fixed"] = forms.ChoiceField(
            label="First version that is right again",
            choices=[("", "none yet"), *shown],
            required=False,
            help_text="Publish it first, and name it here then",
        )

    def send(self, act: Callable[[advisories.Statement], Advisory]) -> Advisory | None:
        """Do `act` with what was said; return None where something has to be put right first."""
        if not self.is_valid():
            return None
        try:
            return act(advisories.Statement(**self.cleaned_data))
        except UsageError as error:
            self.add_error(None, error.message)
            return None


class WithdrawalForm(forms.Form):
    """Why an advisory holds no more."""

    reason = forms.CharField(label="Why it is withdrawn", max_length=advisories.LONGEST_REASON)
