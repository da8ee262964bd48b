"""What waits for the staff and how they answer it, for programs that one of the staff trusts with it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.pagination import listed
from registry.api.serializers import SubmissionSerializer, YankSerializer
from registry.api.views.appeals import AppealSerializer
from registry.api.views.base import RegistryView
from registry.api.views.community import ComplaintSerializer
from registry.errors import ERRORS
from registry.models import ApiToken
from registry.services.appeals import answer_appeal
from registry.services.complaints import answer_complaint
from registry.services.decide import approve_submission, refuse_submission
from registry.services.permissions import require_staff
from registry.services.removals import remove_said
from registry.services.waiting import count_waiting, held_submissions, open_appeals, open_complaints

_DECIDE = {"publish": approve_submission, "refuse": refuse_submission}
_VERDICTS = "upheld or dismissed"


class HeldSerializer(SubmissionSerializer):
    """A submission that is held, with what only the staff see of it."""

    class Meta(SubmissionSerializer.Meta):
        """Its fields."""

        fields = (*SubmissionSerializer.Meta.fields, "evidence")


class HeldAnswerSerializer(serializers.Serializer[object]):
    """What becomes of a held submission."""

    answer = serializers.CharField(help_text=" or ".join(_DECIDE))
    reason = serializers.CharField(help_text="Shown to the submitter")


class VerdictSerializer(serializers.Serializer[object]):
    """The answer to an appeal."""

    status = serializers.CharField(help_text=_VERDICTS)
    reason = serializers.CharField(help_text="Shown to whoever appealed")


class OpenAppealSerializer(AppealSerializer):
    """An appeal that nobody has answered."""

    author = serializers.CharField(source="author.username", read_only=True)

    class Meta(AppealSerializer.Meta):
        """Its fields."""

        fields = ("id", "author", "kind", "key", "words", "made_at")


class OpenComplaintSerializer(ComplaintSerializer):
    """A report that nobody has answered."""

    pack = serializers.CharField(source="pack.name")

    class Meta(ComplaintSerializer.Meta):
        """Its fields."""

        fields = ("id", "pack", "version", "reason", "text", "contact", "made_at")


class ComplaintVerdictSerializer(serializers.Serializer[object]):
    """The answer to a report."""

    status = serializers.CharField(help_text=_VERDICTS)
    answer = serializers.CharField(help_text="Sent to whoever reported it, if they can be reached")


class WaitingSerializer(serializers.Serializer[object]):
    """How much waits of each kind."""

    submissions = serializers.IntegerField(help_text="Held")
    appeals = serializers.IntegerField()
    reports = serializers.IntegerField()


class WaitingView(RegistryView):
    """What waits for the staff, in numbers."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @described("waiting", "How much waits", WaitingSerializer)
    def get(self, request: Request) -> Response:
        """Return how many held submissions, open appeals and open reports there are."""
        require_staff(request.user)
        return Response(count_waiting()._asdict())


class HeldView(RegistryView):
    """The submissions that wait for a person."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @described("held", "What is held", HeldSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of held submissions with what holds them, the oldest first."""
        held = held_submissions().select_related("publisher", "report")
        return _queue(HeldSerializer, held.prefetch_related("report__findings", "decisions"), request)


class DecisionView(RegistryView):
    """Deciding on a held submission."""

    scopes = {"POST": ApiToken.Scope.ADMIN}

    @described("decide", "Publish or refuse what is held", takes=HeldAnswerSerializer)
    def post(self, request: Request, submission: UUID) -> Response:
        """Publish it, or turn it down for good; the reason is shown to whoever sent it."""
        sent = texts_of(request, "answer", "reason")
        decide = _DECIDE.get(sent["answer"])
        if decide is None:
            raise ERRORS.error("E_FIELD", field="answer", reason=f"choose one of {', '.join(_DECIDE)}")
        decide(actor=request.user, submission=submission, reason=sent["reason"])
        return Response(status=204)


class OpenComplaintsView(RegistryView):
    """The reports that wait."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @described("open_reports", "Open reports", OpenComplaintSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of open reports, the oldest first."""
        return _queue(OpenComplaintSerializer, open_complaints().select_related("pack"), request)


class ComplaintView(RegistryView):
    """Answering a report."""

    scopes = {"POST": ApiToken.Scope.ADMIN}

    @described("answer_report", "Answer a report", takes=ComplaintVerdictSerializer)
    def post(self, request: Request, complaint: int) -> Response:
        """Uphold or dismiss it, and say why; what follows from it is an act of its own."""
        answer_complaint(actor=request.user, complaint=complaint, **texts_of(request, "status", "answer"))
        return Response(status=204)


class OpenAppealsView(RegistryView):
    """The appeals that wait."""

    scopes = {"GET": ApiToken.Scope.ADMIN}

    @described("open_appeals", "Open appeals", OpenAppealSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of open appeals, the oldest first."""
        return _queue(OpenAppealSerializer, open_appeals().select_related("author"), request)


class AppealView(RegistryView):
    """Answering an appeal."""

    scopes = {"POST": ApiToken.Scope.ADMIN}

    @described("answer_appeal", "Answer an appeal", takes=VerdictSerializer)
    def post(self, request: Request, appeal: int) -> Response:
        """Uphold it, which undoes the decision, or dismiss it."""
        answer_appeal(actor=request.user, appeal=appeal, **texts_of(request, "status", "reason"))
        return Response(status=204)


class RemovalView(RegistryView):
    """Taking what somebody wrote out of sight."""

    scopes = {"POST": ApiToken.Scope.ADMIN}

    @described("remove", "Remove a review, question or answer", takes=YankSerializer)
    def post(self, request: Request, kind: str, number: int) -> Response:
        """Remove it; its author is told why, and may appeal."""
        remove_said(actor=request.user, kind=kind, number=number, **texts_of(request, "reason"))
        return Response(status=204)


def _queue(
    serializer: type[serializers.ModelSerializer[Any]], rows: QuerySet[Any], request: Request
) -> Response:
    require_staff(request.user)
    return listed(serializer, rows, request)
