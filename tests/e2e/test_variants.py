"""A pack of one's own made from somebody's in a real browser, and what came to that one taken over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import open_page
from tests.support.packs import pack_files
from tests.support.site import Site, serving
from tests.support.template import Template
from tests.support.visits import assert_seen_by_everybody, press, sign_up


@pytest.fixture
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        site.publish(pack_files("month-end", extra={"notes.md": b"one\n"}))
        yield site


def test_a_pack_is_made_from_another_and_takes_over_what_comes_to_it(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "maker")
        page.goto("/packs/month-end")
        press(page.get_by_role("button", name="Make your own from it"))
        expect(page.get_by_text("Everything in month-end is yours to change now")).to_be_visible()
        page.get_by_label("What do you call this work?").fill("Our month end")
        page.get_by_label("What must it not be used for?").fill("Filing a tax return")
        publish(page)
        page.goto("/packs/month-end-variant")
        expect(page.get_by_role("link", name="month-end 1.0.0")).to_be_visible()
        site.publish(pack_files("month-end", "1.1.0", extra={"notes.md": b"one\n", "more.md": b"two\n"}))
        page.reload()
        expect(page.get_by_text("month-end 1.1.0 is out.")).to_be_visible()
        assert_seen_by_everybody(page, watch.seen)
        press(page.get_by_role("button", name="Take over what is new"))
        expect(page.get_by_text("What is new is in here")).to_be_visible()
        assert_seen_by_everybody(page, watch.seen)
        press(page.get_by_role("link", name="Publish", exact=True).last)
        page.get_by_text("Files that are new, different or gone").click()
        expect(page.get_by_text("New: more.md")).to_be_visible()
        expect(page.get_by_text("Nothing is different yet")).to_have_count(0)


def publish(page: Page) -> None:
    """Say whose name stands on it, and publish."""
    press(page.get_by_role("button", name="Save and go on"))
    press(page.get_by_role("link", name="Check your answers"))
    page.get_by_label("Whose name stands on it?").fill("Eve Example")
    press(page.get_by_role("button", name="Save and go on"))
    press(page.get_by_role("link", name="Publish", exact=True).last)
    page.get_by_label("I may share this").check()
    press(page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Published")
