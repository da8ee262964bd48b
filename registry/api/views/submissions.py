"""Submitting archives and asking what became of them."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.serializers import SubmissionSerializer, SubmitSerializer
from registry.api.uploads import UploadParser
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Submission
from registry.services.submit import submit_archive


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
        """Take in an archive. It is validated afterwards: ask `status_url` until `is_final`.

        The same bytes sent again are the same submission, and get the same answer.
        """
        archive = request.data.get("archive")
        if not isinstance(archive, UploadedFile):
            raise ERRORS.error("E_FIELD", field="archive", reason="send the pack as a file in this field")
        handle = request.data.get("publisher", "")
        submission = submit_archive(actor=request.user, archive=archive.file, publisher=handle)
        answer = SubmissionSerializer(submission, context={"request": request}).data
        return Response(answer, status=202, headers={"Location": answer["status_url"]})


class SubmissionView(RegistryView):
    """One submission."""

    scopes = {"GET": ApiToken.Scope.READ}

    @described("submission", "What became of a submission", SubmissionSerializer)
    def get(self, request: Request, submission: UUID) -> Response:
        """Return a submission of one of the caller's publishers, with its report."""
        found = _visible_to(request).filter(pk=submission).first()
        if found is None:
            raise ERRORS.error("E_SUBMISSION_ABSENT", submission=submission)
        return Response(SubmissionSerializer(found, context={"request": request}).data)


def _visible_to(request: Request) -> QuerySet[Submission]:
    submissions = Submission.objects.select_related("publisher", "report")
    submissions = submissions.prefetch_related("report__findings", "decisions")
    return submissions if request.user.is_staff else submissions.filter(publisher__members=request.user)
