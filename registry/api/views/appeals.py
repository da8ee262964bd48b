"""Appealing, for programs, and reading what was answered."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.pagination import listed
from registry.api.views.base import RegistryView
from registry.models import ApiToken, Appeal
from registry.models.appeal import KINDS
from registry.services.appeals import make_appeal


class AppealSerializer(serializers.ModelSerializer[Appeal]):
    """An appeal and its answer."""

    kind = serializers.ChoiceField(choices=KINDS)
    key = serializers.CharField(help_text="The id of what it is about")

    class Meta:
        """Its fields; who of the staff answered is the registry's business."""

        model = Appeal
        fields = ("kind", "key", "words", "made_at", "status", "reason", "decided_at")
        read_only_fields = ("status", "reason", "decided_at")


class AppealsView(RegistryView):
    """The caller's appeals."""

    scopes = {"GET": ApiToken.Scope.READ, "POST": ApiToken.Scope.COMMENT}

    @described("appeals", "Your appeals", AppealSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of the caller's appeals, the newest first."""
        return listed(AppealSerializer, request.user.appeals.order_by("-pk"), request)

    @described(
        "appeal", "Appeal once against a decision", AppealSerializer, status=201, takes=AppealSerializer
    )
    def post(self, request: Request) -> Response:
        """Ask the staff to look once more at what was decided against the caller."""
        appeal = make_appeal(actor=request.user, **texts_of(request, "kind", "key", "words"))
        return Response(AppealSerializer(appeal).data, status=201)
