"""The routes that the edge answers, for the API's description: no view exists from which it could be made."""

from typing import Any

_SIGNED = "A signed document: one line of signatures, and the line that they sign"


def add_edge_routes(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the description with the routes of the edge in it."""
    schema["paths"] = dict(sorted({**schema["paths"], **_routes()}.items()))
    return schema


def _routes() -> dict[str, Any]:
    jsonl = {"application/jsonl": {"schema": {"type": "string"}}}
    archive = {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
    resolve = _operation("resolve", "Every document that choosing versions can need", jsonl)
    resolve["requestBody"] = {"required": True, "content": {"application/json": {"schema": _packs()}}}
    return {
        "/index/v1/root.jsonl": {"get": _operation("root_document", f"The keys. {_SIGNED}", jsonl)},
        "/index/v1/packs/{name}.jsonl": {
            "get": _operation("pack_document", f"A pack's releases. {_SIGNED}", jsonl, "name")
        },
        "/archives/{hex}.zip": {"get": _operation("archive", "A canonical archive", archive, "hex")},
        "/api/v1/resolve": {"post": resolve},
    }


def _packs() -> dict[str, Any]:
    names = {"type": "array", "items": {"type": "string"}, "maxItems": 500}
    return {"type": "object", "required": ["packs"], "properties": {"packs": names}}


def _operation(name: str, summary: str, content: dict[str, Any], *parameters: str) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["edge"],
        "security": [{}, {"token": []}],
        "parameters": [
            {"name": parameter, "in": "path", "required": True, "schema": {"type": "string"}}
            for parameter in parameters
        ],
        "responses": {
            "200": {"description": "", "content": content},
            "default": {"description": "", "content": problem},
        },
    }
