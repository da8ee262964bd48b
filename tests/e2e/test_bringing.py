"""Documents that are brought: the page answers at once, and shows what becomes of each as it moves on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_contribute import follow, reach
from tests.support.browser import open_page
from tests.support.site import Site, serving
from tests.support.template import Template
from tests.support.visits import assert_seen_by_everybody, press, until_read
from tests.support.waiting import wait_until

SETTLED = re.compile(r"read\. Everything came through|could not be read, because")


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        yield site


def begin(page: Page) -> str:
    """Begin a draft, and say where its page of documents is."""
    page.goto("/contribute/new/other")
    page.get_by_label("What do you call this work?").fill("Complaints")
    press(page.get_by_role("button", name="Save", exact=True))
    return page.url.partition("?")[0].replace("outcome", "documents")


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    chosen = [{"name": name, "mimeType": "", "buffer": data} for name, data in files]
    page.get_by_label("Drop your documents here").set_input_files(files=chosen)


def settle(page: Page, count: int, *, scripts: bool) -> None:
    """Wait until all are read or refused: by itself with a script, without one by looking again."""
    if not scripts:
        again = page.get_by_role("link", name="Look again")

        def looked() -> bool:
            if again.is_visible():
                follow(page, "link", "Look again")
            return not again.is_visible()

        wait_until(looked)
    expect(page.locator("#brought li").filter(has_text=SETTLED)).to_have_count(count)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_documents_are_brought_tried_again_and_taken_out_with_the_keyboard_alone(
    browser: Browser, site: Site, *, scripts: bool
) -> None:
    with open_page(browser, site.url, java_script_enabled=scripts) as (page, watch):
        page.goto(begin(page))
        choose(page, ("how we close.txt", b"Slowly"), ("scan.docx", b"PK\x03\x04 and nothing else"))
        follow(page, "button", "Bring them in")
        expect(page.get_by_role("heading", name="What you brought")).to_be_visible()
        settle(page, 2, scripts=scripts)
        if scripts:  # what looks at a page for everybody is a script itself
            assert_seen_by_everybody(page, watch.seen)
        follow(page, "link", "See what was read of how we close.txt")
        title = page.get_by_label("What is it?", exact=True)
        expect(title).to_have_value("how we close")
        reach(page, title)
        page.keyboard.insert_text(", typed before")
        follow(page, "button", "Try again with scan.docx")
        expect(title).to_have_value(re.compile("typed before"))
        settle(page, 2, scripts=scripts)
        follow(page, "button", "Take out scan.docx")
        expect(page.get_by_text("scan.docx")).to_have_count(0)
        expect(title).to_have_value(re.compile("typed before"))
        assert watch.seen == []


def test_what_is_typed_while_a_document_is_read_stays_where_it_is(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto(begin(page))
        choose(page, ("first.txt", b"First"))
        press(page.get_by_role("button", name="Bring them in"))
        until_read(page, "first.txt")
        choose(page, ("second.txt", b"Second"))
        press(page.get_by_role("button", name="Bring them in"))
        title = page.get_by_label("What is it?", exact=True).first
        title.fill("The first of two")
        expect(page.get_by_role("link", name="See what was read of second.txt")).to_be_visible()
        expect(title).to_be_focused()
        expect(title).to_have_value("The first of two")
        expect(page.get_by_role("status").filter(has_text=re.compile("^Saved at "))).to_be_visible()
        page.reload()
        values = [one.input_value() for one in page.get_by_label("What is it?", exact=True).all()]
        assert values == ["The first of two", "second"]
        assert watch.seen == []


def test_what_would_be_turned_away_is_let_go_of_before_anything_is_sent(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto(begin(page))
        for files, said in (
            ([(f"{number}.txt", b"Some words") for number in range(11)], "at most 10 files can come at once"),
            ([("large.txt", b" " * (20 * 1024**2 + 1))], "nothing may be larger than 20.0 MB"),
            ([(f"{number}.txt", b" " * (17 * 1024**2)) for number in range(2)], "at most 32.0 MB"),
        ):
            choose(page, *files)
            expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
        press(page.get_by_role("button", name="Save and go on"))
        expect(page.get_by_role("heading", level=1)).to_have_text("How do you do it?")
        assert watch.seen == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_was_chosen_comes_along_with_whatever_button_and_so_does_what_was_typed(
    browser: Browser, site: Site, *, scripts: bool
) -> None:
    with open_page(browser, site.url, java_script_enabled=scripts) as (page, watch):
        page.goto(begin(page))
        choose(page, ("first.txt", b"First"))
        press(page.get_by_role("button", name="Save and go on"))
        expect(page.get_by_role("heading", name="What you brought")).to_be_visible()
        until_read(page, "first.txt")
        title = page.get_by_label("What is it?", exact=True)
        title.fill("Typed before")
        choose(page, ("second.txt", b"Second"))
        press(page.get_by_role("button", name="Bring them in"))
        until_read(page, "second.txt")
        expect(title.first).to_have_value("Typed before")
        press(page.get_by_role("button", name="Save and go on"))
        expect(page.get_by_role("heading", level=1)).to_have_text("How do you do it?")
        assert watch.seen == []
