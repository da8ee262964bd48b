"""Following packs and publishers, and what one is told, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.pagination import page_of
from registry.api.serializers import ProblemSerializer
from registry.api.views.base import RegistryView
from registry.models import ApiToken, Notice
from registry.services.notices import read_notices
from registry.services.subscribe import follow_pack, follow_publisher

_NOTHING = {204: None, "default": ProblemSerializer}


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing that the caller is told."""

    class Meta:
        """Its fields."""

        model = Notice
        fields = ("event", "title", "text", "path", "at", "read_at")


class PackSubscriptionView(RegistryView):
    """Whether the caller follows a pack."""

    scopes = {"PUT": ApiToken.Scope.COMMENT, "DELETE": ApiToken.Scope.COMMENT}

    @extend_schema(operation_id="follow_pack", summary="Follow a pack", request=None, responses=_NOTHING)
    def put(self, request: Request, name: str) -> Response:
        """Follow; again changes nothing."""
        follow_pack(actor=request.user, pack=name, on=True)
        return Response(status=204)

    @extend_schema(operation_id="unfollow_pack", summary="Follow a pack no more", responses=_NOTHING)
    def delete(self, request: Request, name: str) -> Response:
        """Stop following; again changes nothing."""
        follow_pack(actor=request.user, pack=name, on=False)
        return Response(status=204)


class PublisherSubscriptionView(RegistryView):
    """Whether the caller follows a publisher."""

    scopes = {"PUT": ApiToken.Scope.COMMENT, "DELETE": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="follow_publisher", summary="Follow a publisher", request=None, responses=_NOTHING
    )
    def put(self, request: Request, handle: str) -> Response:
        """Follow; again changes nothing."""
        follow_publisher(actor=request.user, publisher=handle, on=True)
        return Response(status=204)

    @extend_schema(operation_id="unfollow_publisher", summary="Follow it no more", responses=_NOTHING)
    def delete(self, request: Request, handle: str) -> Response:
        """Stop following; again changes nothing."""
        follow_publisher(actor=request.user, publisher=handle, on=False)
        return Response(status=204)


class NoticesView(RegistryView):
    """What the caller was told."""

    scopes = {"GET": ApiToken.Scope.READ, "POST": ApiToken.Scope.COMMENT}

    @extend_schema(
        operation_id="notices",
        summary="What you were told",
        responses={200: NoticeSerializer(many=True), "default": ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return a page of notices, the newest first."""
        page = page_of(request.user.notices.order_by("-at", "-pk"), request)
        return Response(NoticeSerializer(page.results, many=True).data)

    @extend_schema(
        operation_id="read_notices", summary="Note that all were seen", request=None, responses=_NOTHING
    )
    def post(self, request: Request) -> Response:
        """Mark everything as read."""
        read_notices(actor=request.user)
        return Response(status=204)
