"""An overlay from the page where its rule is typed to the project where it holds, on a real registry."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from packformat.tomltext import toml_document
from tests.support.browser import open_page
from tests.support.contributors import ACCOUNTANT, Typed, fill
from tests.support.packs import pack_files
from tests.support.site import Site, serving
from tests.support.source import ROOT
from tests.support.template import Template
from tests.support.visits import assert_seen_by_everybody, press, sign_up

BASE = "expert-close"
OVERLAY = "our-house-rules"
PAGE = ".claude/rules/ctxpack.md"
RULE: Typed = {
    "What is it called?": "Approval limit",
    "The rule or number": "2,000 an invoice",
    "Where does it come from?": "Our board",
    "Does it change a rule of another pack?": BASE,
    "Which version of that pack did you read?": "1.0.0",
    "What does that pack say there?": "5,000 an invoice",
}


def rules(*lines: str) -> dict[str, bytes]:
    text = "# Rules\n\n" + "".join(f"- {line}\n" for line in lines)
    described = b'kind = "domain"\ntitle = "Rules"\n'
    return {"memory/rules/rules.md": text.encode(), "memory/rules/memory.toml": described}


@pytest.fixture
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        site.publish(
            pack_files(BASE, extra=rules("**Approval limit**: 5,000 an invoice", "**Age**: 30 days"))
        )
        yield site


class Machine(NamedTuple):
    """A project on somebody's machine."""

    site: Site
    project: Path

    def run(self, *words: str) -> tuple[int, Any]:
        """The exit code and the document of a command."""
        home = str(self.project / "home")
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "CTXPACK_HOME": home,
            "CTXPACK_REGISTRY": self.site.url,
        }
        argv = [sys.executable, "-m", "installer_cli", *words, "--json"]
        done = subprocess.run(
            argv, cwd=self.project, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, json.loads(done.stdout)

    @property
    def page(self) -> str:
        """What the agent reads of what holds."""
        return (self.project / PAGE).read_text(encoding="utf-8")

    @property
    def files(self) -> dict[str, bytes]:
        """The files of packs and of ours, without state and history."""
        return {
            str(path.relative_to(self.project)): path.read_bytes()
            for path in self.project.rglob("*")
            if path.is_file() and ".claude" in path.parts and ".ctxpack" not in path.parts
        }


def test_a_rule_that_is_typed_into_a_form_holds_in_a_project_and_is_gone_with_its_pack(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with open_page(browser, site.url) as (page, watch):
        contribute(page, watch.seen)
    machine = Machine(site, tmp_path)
    assert machine.run("install", BASE, "--yes")[0] == 0
    before = machine.files
    code, told = machine.run("install", OVERLAY, "--yes", "--allow", "all")
    assert code == 0
    assert f"of {BASE}" in next(row for row in told["packs"] if row["name"] == OVERLAY)["statements"][0]
    line = "- **Approval limit**: 2,000 an invoice. Source: Our board. "
    assert f"{line}({OVERLAY}, in the place of “5,000 an invoice” of {BASE})" in machine.page
    [row] = machine.run("statements", "approval limit")[1]["statements"]
    assert (row["value"], row["pack"], row["stated_by"]) == ("2,000 an invoice", OVERLAY, BASE)
    assert {path: machine.files[path] for path in before} == before

    site.publish(overlay("other-house", "3,000 an invoice"))
    code, told = machine.run("install", "other-house", "--yes")
    assert (code, told["error"]["code"]) == (4, "E_CONFLICT_OVERLAYS")
    assert machine.run("settle", "Approval limit", "--follow", "other-house", "--reason", "Newer")[0] == 0
    assert machine.run("install", "other-house", "--yes")[0] == 0
    assert "**Approval limit**: 3,000 an invoice. (other-house" in machine.page

    assert machine.run("uninstall", "other-house", "--yes")[0] == 0
    site.publish(pack_files(BASE, "1.1.0", extra=rules("**Age**: 30 days")))
    code, told = machine.run("update", "--yes", "--allow", "all")
    assert code == 0
    sentences = [sentence for row in told["packs"] for sentence in row["statements"]]
    assert any("which does not state it" in sentence for sentence in sentences)
    assert not (machine.project / PAGE).exists()


def overlay(name: str, value: str) -> dict[str, bytes]:
    """Another pack that overrides the same rule."""
    overrides = [{"name": "Approval limit", "value": value}]
    more = toml_document({"extends": {BASE: {"versions": "^1.0", "overrides": overrides}}})
    files = pack_files(name)
    return {**files, "pack.toml": files["pack.toml"] + b"\n" + more.encode()}


def contribute(page: Page, seen: list[str]) -> None:
    """Answer what is asked, the rule of another pack among it, and publish."""
    sign_up(page, "house")
    page.goto("/contribute/new/month-end-close")
    fill(page.locator("#answers"), {**ACCOUNTANT.outcome, "What do you call this work?": "Our house rules"})
    press(page.get_by_role("button", name="Save", exact=True))
    address = page.url.split("?")[0].removesuffix("outcome")
    for part in ("steps", "samples", "checks"):
        answer(page, f"{address}{part}", ACCOUNTANT.items[part])
    answer(page, f"{address}rules", [RULE])
    assert_seen_by_everybody(page, seen)
    page.goto(f"{address}answers")
    page.get_by_label("Whose name stands on it?").fill("Eve Example")
    page.get_by_label("Use and change it, if they name me").check()
    press(page.get_by_role("button", name="Save and go on"))
    page.goto(f"{address}publish")
    page.get_by_label("I may share this").check()
    press(page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Published")


def answer(page: Page, address: str, items: list[Typed]) -> None:
    """Fill the items of a page, and save it."""
    page.goto(address)
    for number, answers in enumerate(items):
        if page.locator("fieldset.item").count() <= number:
            press(page.get_by_role("button", name="Add "))
            expect(page.locator("fieldset.item")).to_have_count(number + 1)
        fill(page.locator("fieldset.item").nth(number), answers)
    press(page.get_by_role("button", name="Save", exact=True))
