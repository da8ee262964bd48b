"""Submitting archives and asking what became of them."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import sent_as
from registry.api.serializers import MendSerializer, SubmissionSerializer, SubmitSerializer
from registry.api.uploads import UploadParser
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Pack, Submission
from registry.readers import visible_submissions
from registry.services.mend import mend_submission
from registry.services.submit import submit_archive
from registry.services.visibility import is_private


class SubmissionsView(RegistryView):
    """Where archives are sent to."""

    parser_classes = (UploadParser,)
    scopes = {"POST": ApiToken.Scope.PUBLISH}
    writes = "submit"

    @described(
        "submit",
        "Submit an archive",
        SubmissionSerializer,
        status=202,
        takes={"multipart/form-data": SubmitSerializer},
    )
    def post(self, request: Request) -> Response:
        """Take in an archive, or one page of a skill, agent or command.

        It is validated afterwards: ask `status_url` until `is_final`.

        The same bytes sent again are the same submission, and get the same answer.
        """
        archive = request.data.get("archive")
        if not isinstance(archive, UploadedFile):
            raise ERRORS.error("E_FIELD", field="archive", reason="send the pack as a file in this field")
        handle = request.data.get("publisher", "")
        private = is_private(request.data.get("visibility", Pack.Visibility.PUBLIC))
        return taken_in(
            request,
            submit_archive(
                actor=request.user,
                archive=archive.file,
                name=str(archive.name),
                publisher=handle,
                private=private,
                evidence=str(request.data.get("evidence", "")),
            ),
        )


class SubmissionView(RegistryView):
    """One submission."""

    scopes = {"GET": ApiToken.Scope.READ}

    @described("submission", "What became of a submission", SubmissionSerializer)
    def get(self, request: Request, submission: UUID) -> Response:
        """Return a submission of one of the caller's publishers, with its report."""
        submissions = visible_submissions(request.user).select_related("publisher", "report")
        submissions = submissions.prefetch_related("report__findings", "decisions")
        found = submissions.filter(pk=submission).first()
        if found is None:
            raise ERRORS.error("E_SUBMISSION_ABSENT", submission=submission)
        return Response(SubmissionSerializer(found, context={"request": request}).data)


class MendView(RegistryView):
    """The changes that the findings of one submission offer."""

    scopes = {"POST": ApiToken.Scope.PUBLISH}
    writes = "submit"

    @described(
        "mend_submission", "Make the changes that findings offer", SubmissionSerializer, status=202,
        takes=MendSerializer,
    )  # fmt: skip
    def post(self, request: Request, submission: UUID) -> Response:
        """Submit anew what was uploaded, with these changes; the earlier submission gives way to it.

        Nothing else in the files changes. The same changes asked for again get the same answer.
        """
        chosen = sent_as(request, MendSerializer).get("findings")
        mended = mend_submission(actor=request.user, submission_id=submission, positions=chosen)
        return taken_in(request, mended)


def taken_in(request: Request, submission: Submission) -> Response:
    """The answer about a submission that was taken in: where to ask what becomes of it."""
    answer = SubmissionSerializer(submission, context={"request": request}).data
    return Response(answer, status=202, headers={"Location": answer["status_url"]})
