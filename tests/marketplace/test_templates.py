"""What all pages have in common."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.support.rows import release_row
from tests.support.source import ROOT

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/?q=month",
    "/packs/month-end",
    "/packs/month-end/versions",
    "/accounts/login/",
    "/accounts/signup/",
]
FOLDER = ROOT / "marketplace" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
LOADING = [path for path in sorted(FOLDER.rglob("*.*")) if "{% load " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("address", [*PAGES, "/nothing-here"])
def test_every_page_has_a_title_a_language_landmarks_and_a_way_past_the_head(
    client: Client, address: str
) -> None:
    release_row("month-end")
    html = client.get(address).content.decode()
    assert html.startswith('<!doctype html>\n<html lang="en">')
    for part in (
        *(
            "<title>",
            '<a class="skip" href="#content">',
            '<header class="masthead">',
            '<nav aria-label="Main">',
        ),
        *('<main id="content"', "<h1", '<footer class="foot">'),
    ):
        assert html.count(part) == 1


@pytest.mark.parametrize(
    "address", [*PAGES, "/nothing-here", "/healthz", "/robots.txt", "/publish", "/favicon.ico"]
)
def test_every_answer_carries_a_policy_without_inline_code_or_other_hosts(
    client: Client, address: str
) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for hole in ("unsafe", "http", "*"):
        assert hole not in policy


def test_the_page_for_faults_needs_nothing_that_could_fail_too() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "it is not your fault" in answer.content.decode()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_template_has_inline_code_or_style_or_lets_text_by_strangers_through(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    for forbidden in (" style=", " onclick", "<style", "javascript:", "autoescape off"):
        assert forbidden not in source
    assert source.count("<script") == source.count("<script ")
    assert [line for line in source.splitlines() if "|safe" in line] == []


@pytest.mark.parametrize("template", LOADING, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_template_uses_each_library_that_it_loads(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    used = set(re.findall(r"\|(\w+)|\{% (\w+)", source))
    names = {name for pair in used for name in pair}
    for name in " ".join(re.findall(r"\{% load (.+?) %\}", source)).split():
        library = engines["django"].engine.template_libraries[name]
        assert names & (library.filters.keys() | library.tags.keys()), name


def test_our_own_style_and_scripts_stay_small_and_local() -> None:
    folder = ROOT / "marketplace" / "static" / "marketplace"
    assert sum(len(gzip.compress(path.read_bytes())) for path in (folder / "js").glob("*.js")) <= 5 * 1024
    for path in [*folder.glob("*.css"), *(folder / "js").glob("*.js"), *folder.glob("*.svg")]:
        assert "http" not in path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")


def test_what_was_taken_from_others_stands_beside_its_licence() -> None:
    vendor = ROOT / "marketplace" / "static" / "marketplace" / "vendor"
    assert "MIT License" in (vendor / "pico.LICENSE.md").read_text(encoding="utf-8")
    assert {path.name.split(".")[0] for path in vendor.iterdir()} == {"pico"}
