"""Somebody who has never written for an agent does the lesson in a real browser, and begins a pack."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from packformat.lesson.words import lesson
from tests.e2e.test_contribute import follow, reach
from tests.support.browser import open_page
from tests.support.lesson import RIGHT, Typed
from tests.support.site import Site, serving
from tests.support.template import Template
from tests.support.visits import assert_seen_by_everybody, press


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("lesson")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        yield site


def answer(page: Page, typed: Typed) -> None:
    """Write an answer over what stands there, with the keyboard."""
    for field, value in typed.items():
        if field == "chosen":
            for one in value:
                reach(page, page.locator(f"input[value='{one}']"))
                page.keyboard.press("Space")
        elif not field.endswith(".kind"):
            reach(page, page.locator(f"[name='{field}']"))
            page.keyboard.press("Control+A")
            page.keyboard.insert_text("\n".join(value) if isinstance(value, list) else value)


def test_the_lesson_is_finished_by_keyboard_alone_without_a_script_and_becomes_a_draft(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url, java_script_enabled=False) as (page, watch):
        page.goto("/")
        follow(page, "link", "Publish")
        follow(page, "link", "The lesson")
        follow(page, "button", re.compile("^Begin: "))
        for number, (name, exercise) in enumerate(lesson().exercises.items(), 1):
            expect(page.get_by_role("heading", level=1)).to_have_text(exercise.title)
            follow(page, "button", "Check it")
            expect(page.get_by_text("Please look at this again")).to_be_visible()
            answer(page, RIGHT[name][0])
            follow(page, "button", "Check it")
            expect(page.get_by_text("That is it.")).to_be_visible()
            expect(page.locator("nav.path li.done")).to_have_count(number)
            follow(page, "button", re.compile("^(Next: |Begin a pack)"))
        expect(page.get_by_text("You have done every exercise.")).to_be_visible()
        follow(page, "button", "Begin with what I wrote")
        expect(page.get_by_label("What must it not be used for?")).to_have_value("Reminders")
        follow(page, "link", "Test-drive")
        expect(page.get_by_text("Your checks tell good from bad:")).to_be_visible()
        assert watch.seen == []


def test_every_page_of_the_lesson_is_seen_by_everybody(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto("/lesson")
        assert_seen_by_everybody(page, watch.seen)
        for name in lesson().exercises:
            page.goto(f"/lesson/{name}")
            press(page.get_by_role("button", name="Check it"))
            for more in page.locator("details:not([open]) > summary").all():
                more.click()
            assert_seen_by_everybody(page, watch.seen)
        page.goto("/lesson")
        assert_seen_by_everybody(page, watch.seen)
