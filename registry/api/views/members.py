"""The people of a publisher, for programs that its owners trust with them."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Membership, Publisher
from registry.services.members import answer_invitation, invite_member, set_role
from registry.services.permissions import require_member


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

    @described("members", "The people of a publisher of yours", MemberSerializer(many=True))
    def get(self, request: Request, handle: str) -> Response:
        """Return the members with their roles."""
        publisher = Publisher.objects.filter(handle=handle).first()
        if publisher is None:
            raise ERRORS.error("E_PUBLISHER_UNKNOWN", publisher=handle)
        require_member(request.user, publisher)
        members = publisher.memberships.select_related("user").order_by("created_at", "pk")
        return Response(MemberSerializer(members, many=True).data)

    @described("invite", "Invite a person", takes=RoleSerializer)
    def post(self, request: Request, handle: str) -> Response:
        """Invite; nobody is a member without wanting it."""
        invite_member(actor=request.user, publisher=handle, **texts_of(request, "username", "role"))
        return Response(status=204)

    @described("set_role", "Give or take a role", takes=RoleSerializer)
    def patch(self, request: Request, handle: str) -> Response:
        """Give a member another role; an empty one removes them."""
        set_role(actor=request.user, publisher=handle, **texts_of(request, "username", "role"))
        return Response(status=204)


class InvitationView(RegistryView):
    """An invitation to the caller."""

    scopes = {"POST": ApiToken.Scope.ADMIN, "DELETE": ApiToken.Scope.ADMIN}

    @described("join", "Accept")
    def post(self, request: Request, invitation: int) -> Response:
        """Join the publisher."""
        answer_invitation(actor=request.user, invitation=invitation, accept=True)
        return Response(status=204)

    @described("decline", "Decline")
    def delete(self, request: Request, invitation: int) -> Response:
        """Decline."""
        answer_invitation(actor=request.user, invitation=invitation, accept=False)
        return Response(status=204)
