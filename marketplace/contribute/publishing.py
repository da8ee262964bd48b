"""The last page: what changed, under whose name, and off it goes."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.account.signed_in import signed_in
from marketplace.contribute.access import with_draft
from marketplace.contribute.forms import VisibilityField
from marketplace.contribute.layout import show_page
from marketplace.contribute.mending import Mender
from marketplace.contribute.pages import page_named
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who
from marketplace.wording.submissions import group_findings
from packformat.errors import CtxpackError
from packformat.judgement import judge_pack
from registry.models import Draft, User
from registry.services.draft_packs import begin_next_version, composed, gaps_of, publish_draft, what_changed
from registry.services.submit import LONGEST_EVIDENCE


class PublishForm(forms.Form):
    """The consent to share, and under whose name when there is a choice."""

    agreed = forms.BooleanField(
        label="I may share this: it is my own work, or I was allowed to, and nothing private is in it",
        error_messages={"required": "Please confirm that you may share this"},
    )

    def __init__(self, user: User | None, draft: Draft, *args: object) -> None:
        super().__init__(*args)
        if not draft.continues:
            # As it was when it was sent last and refused: who only mends it shows it to nobody else.
            sent = draft.submission
            self.fields["private"] = VisibilityField(private=sent is not None and sent.private)
        if draft.content.get("personas"):
            self.fields["evidence"] = forms.CharField(
                label="What shows that they agreed?",
                help_text="Their letter or message, word for word. Only the staff of this registry see it. "
                "Leave it empty where it is your own way of thinking, or nobody has to be asked",
                max_length=LONGEST_EVIDENCE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        names = [(one.handle, one.display_name) for one in user.publishers.order_by("handle")] if user else []
        if len(names) > 1:
            self.fields["publisher"] = forms.ChoiceField(label="Publish as", choices=names)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def publish_page(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Show what is still missing, or publish."""
    form = PublishForm(who.actor, draft, *([request.POST] if request.method == "POST" else []))
    if who.actor and form.is_valid():
        chosen = {
            name: form.cleaned_data[name]
            for name in ("publisher", "private", "evidence")
            if name in form.fields
        }
        try:
            submission = publish_draft(actor=who.actor, draft_id=draft.pk, **chosen)
        except CtxpackError as error:
            form.add_error(None, told(error))
        else:
            return redirect("submission-page", submission.pk)
    context = {"form": form, "changes": what_changed(draft, request.user), **_checked(draft)}
    return show_page(request, draft, page_named("publish"), context)


def _checked(draft: Draft) -> dict[str, object]:
    """What the checks will say of a finished draft, so that it is known before anything is sent."""
    if gaps_of(draft):
        return {}
    mender = Mender(draft)
    # The same words stand in several files: what is said of an answer is said once.
    report = judge_pack(composed(draft)).report
    said = {(seen.rule, mender.place_of(seen) or seen): seen for seen in report.findings}
    findings = list(said.values())
    return {
        "groups": group_findings(findings),
        "refused": any(finding.severity == "error" for finding in findings),
        "mender": mender,
    }


@require_POST
@signed_in
@with_draft
def begin_next(_request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Go on with the next version of what was published."""
    begin_next_version(actor=who.actor, draft_id=draft.pk)
    return redirect("draft-page", draft.pk, "outcome")
