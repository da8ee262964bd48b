"""Guests of private packs: for owners, and for programs that are told what somebody has paid for."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import sent_as
from registry.api.pagination import listed
from registry.api.views.base import RegistryView
from registry.models import ApiToken, Grant
from registry.services.grants import end_grant, grant_access, grants_of


class GrantSerializer(serializers.ModelSerializer[Grant]):
    """A grant, and whether somebody reads by it now."""

    username = serializers.CharField(
        source="user.username", default="", help_text="Empty of one that was ended before it was made"
    )
    is_open = serializers.BooleanField()

    class Meta:
        """Its fields; who of the owners made it stands in the audit trail."""

        model = Grant
        fields = ("reference", "username", "until", "is_open", "granted_at", "ended_at")


class WantedSerializer(serializers.Serializer[object]):
    """Who is to read a pack, and how long."""

    username = serializers.CharField()
    reference = serializers.CharField(help_text="Your own name for it, such as an invoice's number")
    until = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="The last day, in UTC; without it for good"
    )


class GrantsView(RegistryView):
    """The guests of a private pack."""

    scopes = dict.fromkeys(("GET", "POST"), ApiToken.Scope.GRANT)

    @described("grants", "Who was let in to read a private pack", GrantSerializer(many=True))
    def get(self, request: Request, name: str) -> Response:
        """Return a page of grants, the newest first, those that are over among them."""
        return listed(GrantSerializer, grants_of(actor=request.user, pack=name), request)

    @described(
        "grant", "Let somebody read a private pack", GrantSerializer, status=201, takes=WantedSerializer
    )
    def post(self, request: Request, name: str) -> Response:
        """Let an account read a pack of yours; the same again gives the same answer and changes nothing."""
        grant = grant_access(actor=request.user, pack=name, **sent_as(request, WantedSerializer))
        return Response(GrantSerializer(grant).data, status=201)


class GrantView(RegistryView):
    """One grant."""

    scopes = {"DELETE": ApiToken.Scope.GRANT}

    @described("end_grant", "End a grant")
    def delete(self, request: Request, name: str, reference: str) -> Response:
        """End it now and for ever, also before it was made; again changes nothing."""
        end_grant(actor=request.user, pack=name, reference=reference)
        return Response(status=204)
