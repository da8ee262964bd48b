"""Descriptions for machines: the API in OpenAPI, the manifest in JSON Schema; and a page to browse them."""

import json
from functools import cache

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from packformat.schema import pack_schema
from registry.api.outside import add_edge_routes

_SHORT = "public, max-age=300"


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """Answer with the description of the API (OpenAPI 3.1)."""
    return _kept(_openapi(), "application/vnd.oai.openapi+json")


@require_safe
def manifest_schema(_request: HttpRequest) -> HttpResponse:
    """Answer with the JSON Schema of `pack.toml` and of the other files of a pack."""
    return _kept(_manifest_schema(), "application/schema+json")


@require_safe
@csp_update({"img-src": ["data:"]})
def browser(request: HttpRequest) -> HttpResponse:
    """Show the description of the API; the images that Swagger UI's style sheet holds are data addresses."""
    return render(request, "registry/api_docs.html")


@cache
def _openapi() -> bytes:
    """Made once a process: it depends on the code alone."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return json.dumps(add_edge_routes(schema)).encode()


@cache
def _manifest_schema() -> bytes:
    return json.dumps(pack_schema(), ensure_ascii=False, indent=2).encode()


def _kept(body: bytes, content_type: str) -> HttpResponse:
    return HttpResponse(body, content_type=content_type, headers={"Cache-Control": _SHORT})
