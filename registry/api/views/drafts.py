"""Drafts for programs: the answers of the contribute pages, whole, under the same schema and revisions."""

import io
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.draft_serializers import (
    AnswersSerializer,
    DraftSerializer,
    DraftSummarySerializer,
    NewAnswersSerializer,
)
from registry.api.fields import sent_as
from registry.api.serializers import ProblemSerializer, PublishAsSerializer, SubmissionSerializer
from registry.api.views.base import RegistryView
from registry.api.views.submissions import taken_in
from registry.models import ApiToken, Draft, Pack
from registry.services.draft_access import drafts_of, find_draft
from registry.services.draft_answers import replace_answers, start_from_answers
from registry.services.draft_packs import folder_of, publish_draft
from registry.services.drafts import delete_draft
from registry.services.visibility import is_private

_MOST_LISTED = 100


class DraftsView(RegistryView):
    """The drafts of the caller."""

    scopes = {"GET": ApiToken.Scope.PUBLISH, "POST": ApiToken.Scope.PUBLISH}

    @described("drafts", "Your drafts", DraftSummarySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return the drafts that the caller may write, last saved first, at most a hundred."""
        drafts = drafts_of(request.user).order_by("-saved_at", "-pk")[:_MOST_LISTED]
        return Response(DraftSummarySerializer(drafts, many=True, context={"request": request}).data)

    @described("start_draft", "Begin a draft", DraftSerializer, status=201, takes=AnswersSerializer)
    def post(self, request: Request) -> Response:
        """Begin a draft with what is known; no answer is required yet."""
        sent = sent_as(request, AnswersSerializer)
        draft = start_from_answers(actor=request.user, content=sent["content"])
        answer = _answer(request, draft)
        answer.status_code, answer["Location"] = 201, answer.data["url"]
        return answer


class DraftView(RegistryView):
    """One draft."""

    scopes = dict.fromkeys(("GET", "PUT", "DELETE"), ApiToken.Scope.PUBLISH)

    @described("draft", "A draft with its answers", DraftSerializer)
    def get(self, request: Request, draft: UUID) -> Response:
        """Return the answers, their revision, and what is missing."""
        return _answer(request, find_draft(draft, request.user))

    @described(
        "replace_answers", "Replace the answers of a draft", DraftSerializer, takes=NewAnswersSerializer
    )
    def put(self, request: Request, draft: UUID) -> Response:
        """Replace the answers if nobody has written since they were read; otherwise 409, and nothing changes.

        `more`, `without` and `releases` came with the pack and stay as they are, whatever is sent.
        """
        sent = sent_as(request, NewAnswersSerializer)
        changed = replace_answers(
            actor=request.user, draft_id=draft, content=sent["content"], base=sent["revision"]
        )
        return _answer(request, changed)

    @described("delete_draft", "Take a draft away")
    def delete(self, request: Request, draft: UUID) -> Response:
        """Take a draft of the caller's own away; for two months it can be brought back."""
        delete_draft(actor=request.user, draft_id=draft)
        return Response(status=204)


class DraftArchiveView(RegistryView):
    """The folder of a draft."""

    scopes = {"GET": ApiToken.Scope.PUBLISH}

    @extend_schema(
        operation_id="draft_archive",
        summary="The folder that a draft makes",
        responses={(200, "application/zip"): OpenApiTypes.BINARY, "default": ProblemSerializer},
    )
    def get(self, request: Request, draft: UUID) -> FileResponse:
        """Return the folder as a zip file, as far as it is written."""
        name, data = folder_of(find_draft(draft, request.user))
        return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{name}.zip")


class DraftSubmissionView(RegistryView):
    """Publishing a draft."""

    scopes = {"POST": ApiToken.Scope.PUBLISH}
    writes = "submit"

    @described("submit_draft", "Publish a draft", SubmissionSerializer, status=202, takes=PublishAsSerializer)
    def post(self, request: Request, draft: UUID) -> Response:
        """Submit the pack that a draft makes. It is validated afterwards: ask `status_url`."""
        sent = sent_as(request, PublishAsSerializer)
        private = is_private(sent.pop("visibility", Pack.Visibility.PUBLIC))
        return taken_in(request, publish_draft(actor=request.user, draft_id=draft, private=private, **sent))


def _answer(request: Request, draft: Draft) -> Response:
    answer = DraftSerializer(draft, context={"request": request}).data
    return Response(answer, headers={"Cache-Control": "private, no-store"})
