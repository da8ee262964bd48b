import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from drf_spectacular.checks import schema_check
from jsonschema import Draft202012Validator

from packformat.schema import pack_schema
from registry.api.urls import urlpatterns

Send = Callable[..., HttpResponse]


@pytest.fixture
def description(send: Send) -> dict[str, dict]:
    answer = send("/api/schema/")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    return json.loads(answer.content)


def test_the_api_is_described_in_openapi_3_1(description: dict[str, dict]) -> None:
    assert description["openapi"].startswith("3.1")


def test_the_description_is_made_without_a_warning() -> None:
    assert schema_check(None) == []


def test_every_route_of_the_api_and_of_the_edge_is_described(description: dict[str, dict]) -> None:
    described = {path.replace("{", "<").replace("}", ">") for path in description["paths"]}
    routes = {
        "/api/" + str(route.pattern).replace("uuid:", "").replace("str:", "").replace("int:", "")
        for route in urlpatterns
        if route.name not in ("openapi", "api-docs", "manifest-schema", "draft-schema", "unknown-route")
    }
    edge = {
        "/index/v1/root.jsonl",
        "/index/v1/packs/<name>.jsonl",
        "/archives/<hex>.zip",
        "/api/v1/resolve",
    }
    assert described == routes | edge


def test_every_operation_says_what_a_refusal_looks_like(description: dict[str, dict]) -> None:
    for path in description["paths"].values():
        for operation in path.values():
            assert "default" in operation["responses"]
    problem = description["components"]["schemas"]["Problem"]
    assert {"type", "title", "status", "detail", "code", "hint"} == problem["properties"].keys()


def test_operations_have_names_of_their_own(description: dict[str, dict]) -> None:
    names = [one["operationId"] for path in description["paths"].values() for one in path.values()]
    assert len(names) == len(set(names)) >= len(description["paths"])


def test_references_lead_somewhere(description: dict[str, dict]) -> None:
    text = json.dumps(description)
    used = {part.split('"')[0] for part in text.split('"$ref": "#/components/schemas/')[1:]}
    assert used <= description["components"]["schemas"].keys()


def test_the_schema_of_the_manifest_is_the_one_that_judges(send: Send) -> None:
    answer = send("/api/v1/manifest.schema.json")
    assert answer["Content-Type"] == "application/schema+json"
    schema = json.loads(answer.content)
    assert schema == pack_schema()
    Draft202012Validator.check_schema(schema)


class Sources(HTMLParser):
    """Collects what a page loads, and what of it is inline."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values) or "style" in values:
            self.inline.append(tag)
        self.loaded += [values[name] for name in ("src", "href") if values.get(name)]


def test_the_page_to_browse_loads_only_files_of_our_own_and_nothing_inline(send: Send) -> None:
    answer = send("/api/docs/")
    sources = Sources()
    sources.feed(answer.content.decode())
    assert sources.inline == []
    assert len(sources.loaded) == 4
    for address in sources.loaded:
        assert address.startswith("/static/")
        assert finders.find(address.removeprefix("/static/")) is not None
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
