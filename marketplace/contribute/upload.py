"""The upload page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from marketplace.account.signed_in import signed_in
from marketplace.contribute.forms import UploadForm
from marketplace.contribute.telling import told
from packformat.errors import CtxpackError
from registry.services.submit import submit_archive


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def publish(request: HttpRequest) -> HttpResponse:
    """Take in an archive and go on to the page that follows it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(request.user, *sent)
    if form.is_valid():
        try:
            name = form.cleaned_data["archive"].name
            submission = submit_archive(actor=request.user, name=name, **form.cleaned_data)
        except CtxpackError as error:
            form.add_error("archive", told(error))
        else:
            return redirect("submission-page", submission.pk)
    return render(request, "contribute/upload.html", {"form": form, "section": "publish"})
