"""The upload form."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat

from registry.models import Pack, User
from registry.services.submit import LARGEST_UPLOAD
from registry.services.visibility import is_private

_READERS = {
    Pack.Visibility.PUBLIC: "Everybody",
    Pack.Visibility.PRIVATE: "Only those who publish under my name, and guests of ours: it is private",
}
_ACCEPTED = ".zip,.gz,.tgz,.md,application/zip,application/gzip,text/markdown"


class VisibilityField(forms.ChoiceField):
    """Who may see a new pack; one that is known stays as it is."""

    def __init__(self, *, private: bool = False) -> None:
        super().__init__(
            label="Who may see it",
            choices=list(_READERS.items()),
            initial=Pack.Visibility.PRIVATE if private else Pack.Visibility.PUBLIC,
            required=False,
            widget=forms.RadioSelect,
            help_text="Asked of a new pack. A private one can be made public later; a public one stays so",
        )

    def clean(self, value: str) -> bool:
        """Return whether it is to be private."""
        return is_private(super().clean(value) or Pack.Visibility.PUBLIC)


class UploadForm(forms.Form):
    """An archive, and under whose name it is published when the person has a choice."""

    archive = forms.FileField(
        label="Zip file, tar.gz, or one page",
        help_text=f"At most {filesizeformat(LARGEST_UPLOAD)}, with the folder of your pack in it;"
        " or by itself a SKILL.md, or the page of one agent or command",
        widget=forms.FileInput(attrs={"accept": _ACCEPTED, "data-limit": LARGEST_UPLOAD}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["private"] = VisibilityField()
        publishers = list(user.publishers.order_by("handle"))
        if len(publishers) > 1:
            choices = [(one.handle, one.display_name) for one in publishers]
            self.fields["publisher"] = forms.ChoiceField(label="Publish as", choices=choices)
