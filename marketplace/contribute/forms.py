"""The upload form."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat

from registry.models import User
from registry.services.submit import LARGEST_UPLOAD


class UploadForm(forms.Form):
    """An archive, and under whose name it is published when the person has a choice."""

    archive = forms.FileField(
        label="Zip file",
        help_text=f"At most {filesizeformat(LARGEST_UPLOAD)}, with the folder of your pack in it",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip", "data-limit": LARGEST_UPLOAD}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        publishers = list(user.publishers.order_by("handle"))
        if len(publishers) > 1:
            choices = [(one.handle, one.display_name) for one in publishers]
            self.fields["publisher"] = forms.ChoiceField(label="Publish as", choices=choices)
