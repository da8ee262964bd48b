"""Descriptions for machines: the API in OpenAPI, the manifest in JSON Schema; and a page to browse them."""

import json
from functools import cache

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from packformat.compose.content import draft_schema
from packformat.schema import pack_schema
from registry.api.outside import add_edge_routes
from registry.api.views.base import RegistryView


class DescriptionView(RegistryView):
    """A document that depends on the code alone. It is no part of the API that it describes."""

    authentication_classes = ()
    schema = None

    def _kept(self, body: bytes, content_type: str) -> HttpResponse:
        headers = {"Cache-Control": "public, max-age=300"}
        return HttpResponse(body, content_type=content_type, headers=headers)


class OpenApiView(DescriptionView):
    """The API in OpenAPI 3.1."""

    def get(self, _request: Request) -> HttpResponse:
        """Answer with the description."""
        return self._kept(_openapi(), "application/vnd.oai.openapi+json")


class ManifestSchemaView(DescriptionView):
    """The JSON Schema (2020-12) of `pack.toml` and of the other files of a pack."""

    def get(self, _request: Request) -> HttpResponse:
        """Answer with the schema."""
        return self._kept(_manifest_schema(), "application/schema+json")


class DraftSchemaView(DescriptionView):
    """The JSON Schema (2020-12) of the answers of a draft."""

    def get(self, _request: Request) -> HttpResponse:
        """Answer with the schema."""
        return self._kept(_draft_schema(), "application/schema+json")


class BrowserView(DescriptionView):
    """The API for people."""

    # The images that Swagger UI's style sheet holds are data addresses.
    @method_decorator(csp_update({"img-src": ["data:"]}))
    def get(self, request: Request) -> HttpResponse:
        """Show a page that reads the description."""
        return render(request, "registry/api_docs.html")


@cache
def _openapi() -> bytes:
    schema = SchemaGenerator(urlconf="registry.api.root").get_schema(request=None, public=True)
    return json.dumps(add_edge_routes(schema)).encode()


@cache
def _manifest_schema() -> bytes:
    return json.dumps(pack_schema(), ensure_ascii=False, indent=2).encode()


@cache
def _draft_schema() -> bytes:
    return json.dumps(draft_schema(), ensure_ascii=False, indent=2).encode()
