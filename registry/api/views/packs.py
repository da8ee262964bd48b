"""Reading the catalogue."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.fields import texts_of
from registry.api.pagination import page_of
from registry.api.serializers import PackPageSerializer, PackSerializer, ProblemSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import ApiToken, Pack, Release
from registry.readers import Reader, visible_packs
from registry.search.facets import FACETS
from registry.search.find import ORDERS, search_packs
from registry.services.visibility import set_visibility


class PacksView(RegistryView):
    """The list of packs."""

    @extend_schema(
        operation_id="packs",
        summary="Search packs",
        parameters=[
            OpenApiParameter("q", str, description="Words that the pack must all have"),
            OpenApiParameter("page", int, description="Which page, from 1"),
            *(OpenApiParameter(facet, str, description=f"Only packs with this {facet}") for facet in FACETS),
            OpenApiParameter("order", str, enum=list(ORDERS), description="What comes first instead"),
        ],
        responses={200: PackPageSerializer, "default": ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return a page of the packs found; without `q` the newest come first."""
        asked = request.query_params
        filters = {facet: asked[facet] for facet in FACETS if asked.get(facet)}
        page = page_of(search_packs(asked.get("q", ""), filters, asked.get("order", "")), request)
        return Response(PackPageSerializer(page, context={"request": request}).data)


class VisibilitySerializer(serializers.Serializer[object]):
    """Who is to see a pack."""

    visibility = serializers.ChoiceField(Pack.Visibility.choices)
    confirm = serializers.CharField(help_text="The name of the pack once more: it is out then, for good")


class PackView(RegistryView):
    """One pack."""

    @described("pack", "A pack and its releases", PackSerializer)
    def get(self, request: Request, name: str) -> Response:
        """Return a pack with its releases, newest first, the yanked ones among them."""
        return _answer(request, name, self.reader())


class VisibilityView(RegistryView):
    """Who may see a pack."""

    scopes = {"PUT": ApiToken.Scope.ADMIN}

    @described(
        "set_visibility", "Show a private pack to everybody", PackSerializer, takes=VisibilitySerializer
    )
    def put(self, request: Request, name: str) -> Response:
        """Make a pack of the caller's public, for good; for its owners alone."""
        set_visibility(actor=request.user, pack=name, **texts_of(request, "visibility", "confirm"))
        return _answer(request, name, request.user)


def _answer(request: Request, name: str, reader: Reader) -> Response:
    shown = ("version", "archive_digest", "size", "published_at", "yank_reason", "pack_id", "sort_key")
    releases = Prefetch("releases", Release.objects.only(*shown).order_by("-sort_key"))
    packs = visible_packs(reader).select_related("publisher", "latest").prefetch_related(releases)
    pack = packs.filter(name=name).first()
    if pack is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=name)
    return Response(PackSerializer(pack, context={"request": request}).data)
