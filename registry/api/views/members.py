"""The people of a publisher, for programs that its owners trust with them."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.serializers import ProblemSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Membership, Publisher
from registry.services.members import answer_invitation, invite_member, set_role
from registry.services.permissions import require_member

_NOTHING = {204: None, "default": ProblemSerializer}


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A member and their role."""

    username = serializers.CharField(source="user.username")

    class Meta:
        """Its fields."""

        model = Membership
        fields = ("username", "role", "created_at")


class RoleSerializer(serializers.Serializer[object]):
    """Who is given which role."""

    username = serializers.CharField()
    role = serializers.ChoiceField([*Membership.Role.values, ""], help_text="Empty to remove the member")


class MembersView(RegistryView):
    """The people of a publisher."""

    scopes = {"GET": ApiToken.Scope.READ, "POST": ApiToken.Scope.ADMIN, "PATCH": ApiToken.Scope.ADMIN}

    @extend_schema(
        operation_id="members",
        summary="The people of a publisher of yours",
        responses={200: MemberSerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request, handle: str) -> Response:
        """Return the members with their roles."""
        publisher = Publisher.objects.filter(handle=handle).first()
        if publisher is None:
            raise ERRORS.error("E_PUBLISHER_UNKNOWN", publisher=handle)
        require_member(request.user, publisher)
        members = publisher.memberships.select_related("user").order_by("created_at")
        return Response(MemberSerializer(members, many=True).data)

    @extend_schema(
        operation_id="invite", summary="Invite a person", request=RoleSerializer, responses=_NOTHING
    )
    def post(self, request: Request, handle: str) -> Response:
        """Invite; nobody is a member without wanting it."""
        username, role = _who_and_what(request)
        invite_member(actor=request.user, publisher=handle, username=username, role=role)
        return Response(status=204)

    @extend_schema(
        operation_id="set_role", summary="Give or take a role", request=RoleSerializer, responses=_NOTHING
    )
    def patch(self, request: Request, handle: str) -> Response:
        """Give a member another role; an empty one removes them."""
        username, role = _who_and_what(request)
        set_role(actor=request.user, publisher=handle, username=username, role=role)
        return Response(status=204)


class InvitationView(RegistryView):
    """An invitation to the caller."""

    scopes = {"POST": ApiToken.Scope.ADMIN, "DELETE": ApiToken.Scope.ADMIN}

    @extend_schema(operation_id="join", summary="Accept", request=None, responses=_NOTHING)
    def post(self, request: Request, invitation: int) -> Response:
        """Join the publisher."""
        answer_invitation(actor=request.user, invitation=invitation, accept=True)
        return Response(status=204)

    @extend_schema(operation_id="decline", summary="Decline", responses=_NOTHING)
    def delete(self, request: Request, invitation: int) -> Response:
        """Decline."""
        answer_invitation(actor=request.user, invitation=invitation, accept=False)
        return Response(status=204)


def _who_and_what(request: Request) -> tuple[str, str]:
    sent = request.data if isinstance(request.data, dict) else {}
    username, role = sent.get("username"), sent.get("role")
    if not isinstance(username, str) or not isinstance(role, str):
        raise ERRORS.error("E_FIELD", field="username, role", reason="send both as text")
    return username, role
