"""Reading the catalogue."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.describe import described
from registry.api.pagination import page_of
from registry.api.serializers import PackPageSerializer, PackSerializer, ProblemSerializer
from registry.api.views.base import RegistryView
from registry.errors import ERRORS
from registry.models import Pack, Release
from registry.search.facets import FACETS
from registry.search.find import search_packs


class PacksView(RegistryView):
    """The list of packs."""

    @extend_schema(
        operation_id="packs",
        summary="Search packs",
        parameters=[
            OpenApiParameter("q", str, description="Words that the pack must all have"),
            OpenApiParameter("page", int, description="Which page, from 1"),
            *(OpenApiParameter(facet, str, description=f"Only packs with this {facet}") for facet in FACETS),
        ],
        responses={200: PackPageSerializer, "default": ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        """Return a page of the packs found; without `q` the newest come first."""
        asked = request.query_params
        filters = {facet: asked[facet] for facet in FACETS if asked.get(facet)}
        page = page_of(search_packs(asked.get("q", ""), filters), request)
        return Response(PackPageSerializer(page, context={"request": request}).data)


class PackView(RegistryView):
    """One pack."""

    @described("pack", "A pack and its releases", PackSerializer)
    def get(self, request: Request, name: str) -> Response:
        """Return a pack with its releases, newest first, the yanked ones among them."""
        shown = ("version", "archive_digest", "size", "published_at", "yank_reason", "pack_id", "sort_key")
        releases = Prefetch("releases", Release.objects.only(*shown).order_by("-sort_key"))
        packs = Pack.objects.select_related("publisher").prefetch_related(releases)
        pack = packs.filter(name=name).first()
        if pack is None:
            raise ERRORS.error("E_PACK_ABSENT", pack=name)
        return Response(PackSerializer(pack, context={"request": request}).data)
