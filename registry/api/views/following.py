"""Following packs and publishers, and what one is told, for programs."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.pagination import listed
from registry.api.views.base import RegistryView
from registry.models import ApiToken, Notice
from registry.readers import notices_of
from registry.services.notices import read_notices
from registry.services.subscribe import follow_pack, follow_publisher


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing that the caller is told."""

    class Meta:
        """Its fields."""

        model = Notice
        fields = ("event", "title", "text", "path", "at", "read_at")


class PackSubscriptionView(RegistryView):
    """Whether the caller follows a pack."""

    scopes = {"PUT": ApiToken.Scope.COMMENT, "DELETE": ApiToken.Scope.COMMENT}

    @described("follow_pack", "Follow a pack")
    def put(self, request: Request, name: str) -> Response:
        """Follow; again changes nothing."""
        follow_pack(actor=request.user, pack=name, on=True)
        return Response(status=204)

    @described("unfollow_pack", "Follow a pack no more")
    def delete(self, request: Request, name: str) -> Response:
        """Stop following; again changes nothing."""
        follow_pack(actor=request.user, pack=name, on=False)
        return Response(status=204)


class PublisherSubscriptionView(RegistryView):
    """Whether the caller follows a publisher."""

    scopes = {"PUT": ApiToken.Scope.COMMENT, "DELETE": ApiToken.Scope.COMMENT}

    @described("follow_publisher", "Follow a publisher")
    def put(self, request: Request, handle: str) -> Response:
        """Follow; again changes nothing."""
        follow_publisher(actor=request.user, publisher=handle, on=True)
        return Response(status=204)

    @described("unfollow_publisher", "Follow it no more")
    def delete(self, request: Request, handle: str) -> Response:
        """Stop following; again changes nothing."""
        follow_publisher(actor=request.user, publisher=handle, on=False)
        return Response(status=204)


class NoticesView(RegistryView):
    """What the caller was told."""

    scopes = {"GET": ApiToken.Scope.READ, "POST": ApiToken.Scope.COMMENT}

    @described("notices", "What you were told", NoticeSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return a page of notices, the newest first."""
        return listed(NoticeSerializer, notices_of(request.user).order_by("-at", "-pk"), request)

    @described("read_notices", "Note that all were seen")
    def post(self, request: Request) -> Response:
        """Mark everything as read."""
        read_notices(actor=request.user)
        return Response(status=204)
