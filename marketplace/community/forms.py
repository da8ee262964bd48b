"""Forms of what people say about packs."""

from django import forms

from registry.models import Complaint, Review
from registry.services import complaints, questions, reviews, wishes

_VERDICTS = {
    Review.Verdict.WORKS: "It does the work",
    Review.Verdict.WITH_CARE: "It does the work if you watch it",
    Review.Verdict.FAILS: "It does not do the work",
}
_REASONS = {
    Complaint.Reason.HARMFUL: "It does harm, or could",
    Complaint.Reason.WRONG: "It is wrong or out of date",
    Complaint.Reason.RIGHTS: "It uses work of others without leave",
    Complaint.Reason.PRIVATE: "It holds private data or a secret",
    Complaint.Reason.CONSENT: "It tells how I think, and I do not agree to that, or not any more",
    Complaint.Reason.OTHER: "Something else",
}


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReviewForm(forms.Form):
    """What somebody found when they used a version."""

    verdict = forms.ChoiceField(label="Verdict", choices=list(_VERDICTS.items()), widget=forms.RadioSelect)
    role = forms.CharField(
        label="What you do for a living", max_length=80, help_text="Such as `bookkeeper, two companies`"
    )
    text = forms.CharField(
        label="What you did with it, and what came of it",
        max_length=reviews.LONGEST_TEXT,
        widget=_text(6),
        help_text="Facts help others most: what you gave it, what you got, what you had to put right",
    )


class QuestionForm(forms.Form):
    """What somebody wants to know."""

    text = forms.CharField(label="Your question", max_length=questions.LONGEST_QUESTION, widget=_text(3))


class AnswerForm(forms.Form):
    """What somebody knows."""

    text = forms.CharField(label="Your answer", max_length=questions.LONGEST_ANSWER, widget=_text(3))


class ComplaintForm(forms.Form):
    """What is wrong with a pack."""

    reason = forms.ChoiceField(
        label="What is wrong?", choices=list(_REASONS.items()), widget=forms.RadioSelect
    )
    version = forms.CharField(label="Version, if it is about one", max_length=64, required=False)
    text = forms.CharField(
        label="What did you see, and where?", max_length=complaints.LONGEST_TEXT, widget=_text(6)
    )
    contact = forms.EmailField(
        label="Your e-mail, if you want an answer",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class WishForm(forms.Form):
    """A job that no pack does yet."""

    words = forms.CharField(
        label="What is the job?",
        max_length=wishes.LONGEST_WORDS,
        help_text="A few words, as you would search for it",
    )
