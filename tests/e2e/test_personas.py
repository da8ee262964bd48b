"""Ways of thinking in a real browser: told and copied by keyboard, with and without a script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from packformat.personas.made import prompt_text
from packformat.personas.persona import read_persona
from tests.e2e.test_contribute import follow, reach, type_in
from tests.support.browser import open_page
from tests.support.packs import pack_files
from tests.support.personas import DEAD, PATH
from tests.support.site import Site, serving
from tests.support.template import Template
from tests.support.visits import assert_seen_by_everybody, sign_up

PROMPT = prompt_text(read_persona(PATH, DEAD.encode()))
TOLD = {
    "Whose way of thinking is it?": "Ada Example",
    "What do they weigh?": "A balance that nobody can explain is none",
    "How do they look at things?": "Ask who would notice first [1]",
    "How does an answer in this way go?": "Begin with the question that would change the answer most",
    "What does this way of thinking not see?": "She has never closed a month for a firm with stock",
    "What must not be done with it?": "Use it on a person",
    "Where is it known from?": "Notes for a stand-in: page 3",
    "Who agreed to this?": "Ada Example",
    "What shows that they agreed?": "She publishes it herself",
}


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        held = site.publish(pack_files("month-end", extra={PATH: DEAD.encode()}))
        assert site.registry.let_through(held)["status"] == "published"
        yield site


def test_a_way_of_thinking_is_told_with_the_keyboard_alone_and_what_it_lacks_is_told(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "thinker")
        page.goto("/contribute/")
        follow(page, "link", "Something else")
        type_in(page, page.locator("#answers"), {"What do you call this work?": "Weighing claims"})
        follow(page, "button", "Save and go on")
        page.goto(re.sub("/[a-z]+$", "/personas", page.url))
        follow(page, "button", "Add a way of thinking")
        item = page.locator("fieldset.item").first
        type_in(page, item, TOLD)
        reach(page, item.get_by_label("Somebody who lives"))
        page.keyboard.press("Space")
        expect(item.get_by_label("Somebody who lives")).to_be_checked()
        reach(page, item.get_by_label("When did they agree?"))
        page.keyboard.type("10022026")
        follow(page, "button", "Save and go on")
        expect(page.get_by_text("End each line with the number of its source").first).to_be_visible()
        assert_seen_by_everybody(page, watch.seen)
        weighed = page.get_by_label("What do they weigh?")
        reach(page, weighed)
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(" [1]")
        follow(page, "button", "Save and go on")
        expect(page.get_by_role("heading", level=1)).to_contain_text("What will be installed?")
        expect(page.get_by_text("skills/persona-ada-example/SKILL.md").first).to_be_attached()


def test_the_prompt_is_copied_from_the_page_with_the_keyboard(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url, permissions=["clipboard-read", "clipboard-write"]) as (page, watch):
        page.goto("/packs/month-end")
        expect(page.get_by_text("It is not Ines Okafor").first).to_be_visible()
        reach(page, page.get_by_text("As a prompt, for an agent without packs"))
        page.keyboard.press("Enter")
        assert_seen_by_everybody(page, watch.seen)
        copy = page.get_by_role("button", name="Copy the prompt How Ines Okafor weighs a claim")
        reach(page, copy)
        page.keyboard.press("Enter")
        expect(copy).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == PROMPT


def test_without_a_script_it_is_text_that_can_be_selected(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url, java_script_enabled=False) as (page, _watch):
        page.goto("/packs/month-end")
        page.get_by_text("As a prompt, for an agent without packs").click()
        prompt = page.locator("code[data-copy^='the prompt']")
        expect(prompt).to_be_visible()
        assert prompt.inner_text() == PROMPT
