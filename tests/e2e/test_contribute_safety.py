"""No typed word is lost: two windows, a lost connection, an ended sign-in, another device."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.browser import open_page
from tests.support.site import Site, serving
from tests.support.template import Template
from tests.support.visits import PASSWORD, leading_on, press, sign_up

TITLE = "What do you call this work?"
SAVED = re.compile("^Saved at ")
DRAFT = re.compile("/contribute/[0-9a-f-]{36}/")


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        yield site


def begin(page: Page) -> str:
    """Begin a draft, and say where it is once it is saved."""
    page.goto("/contribute/new/other")
    page.get_by_label(TITLE).fill("Complaints")
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    return page.url


def saved_title(page: Page, address: str) -> str:
    page.goto(address)
    return page.get_by_label(TITLE).input_value()


def test_answers_are_saved_within_two_seconds_of_a_pause(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.clock.install(time=0)
        page.goto("/contribute/new/other")
        page.clock.pause_at(60_000)  # from here on the page's time passes as the test says
        page.get_by_label(TITLE).press_sequentially("Complaints")
        with page.expect_response("**/contribute/**") as answered:
            page.clock.run_for(2000)
        assert answered.value.request.method == "POST"
        expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
        assert saved_title(page, page.url) == "Complaints"
        assert watch.seen == []


def test_an_answer_is_saved_when_its_field_is_left(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, _watch):
        begin(page)
        with page.expect_response("**/outcome"):
            page.get_by_label("Who is it for?").fill("Shops")
            page.get_by_label(TITLE).focus()
        expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()


def test_names_are_tried_while_they_are_typed(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto(begin(page).replace("outcome", "names"))
        press(page.get_by_role("button", name="Add a way to name files"))
        page.get_by_label("What does a name begin with?").select_option("month")
        page.get_by_label("Names as they should be").fill("2026-10.pdf")
        page.get_by_label("Names that had to be changed").fill("October.pdf: does not sort")
        expect(page.get_by_text("What you chose tells right names from wrong ones.")).to_be_visible()
        expect(page.get_by_text("A name looks like 2026-10.pdf")).to_be_visible()
        assert watch.seen == []


def test_what_was_unfolded_to_be_read_stays_so_while_more_is_typed(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        samples = begin(page).replace("outcome", "samples")
        page.goto(samples)
        for place, text in enumerate(("Paid on 3 November", "To be looked into")):
            page.get_by_label("Paste it here").nth(place).fill(text)
        press(page.get_by_role("button", name="Save", exact=True))
        page.goto(samples.replace("samples", "checks"))
        page.get_by_label("Which words?").first.fill("Paid")
        tried, unfolded = (page.locator(f"[data-tried] details{which}") for which in ("", "[open]"))
        expect(tried).to_have_count(1)
        press(page.get_by_role("button", name="Save", exact=True))
        expect(unfolded).to_have_count(0)
        tried.locator("summary").click()
        page.get_by_label("Which words?").first.fill("Paid on")
        expect(tried.locator("summary")).to_contain_text("Paid on")
        expect(unfolded).to_have_count(1)
        assert watch.seen == []


def test_a_button_pressed_while_answers_are_being_saved_begins_no_second_draft(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        held: list[Route] = []
        page.goto("/contribute/new/other")
        page.route("**/contribute/new/other", lambda route: held.append(route))  # noqa: PLW0108 (it asks for a function)
        page.get_by_label(TITLE).fill("Complaints")
        with page.expect_request("**/contribute/new/other"):
            page.get_by_label("Who is it for?").focus()
        with leading_on(page):
            page.get_by_role("button", name="Save", exact=True).dblclick()
            [saving] = held
            saving.continue_()
        expect(page).to_have_url(DRAFT)
        page.goto("/contribute/")
        expect(page.get_by_role("link", name="Complaints")).to_have_count(1)
        assert watch.seen == []


def test_the_next_piece_of_work_begins_with_none_of_the_last_ones_words(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, _watch):
        page.goto("/contribute/new/other")
        page.get_by_label(TITLE).press_sequentially("Complaints")
        with leading_on(page):
            page.get_by_label(TITLE).press("Enter")
        expect(page).to_have_url(DRAFT)
        expect(page.get_by_label(TITLE)).to_have_value("Complaints")
        page.goto("/contribute/new/other")
        expect(page.get_by_label(TITLE)).to_have_value("")


def test_two_windows_show_both_texts_and_keep_what_is_chosen(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        address = begin(page)
        other = page.context.new_page()
        other.goto(address)
        other.get_by_label("Who is it for?").fill("Shops")
        other.get_by_label(TITLE).fill("Answering complaints")
        expect(other.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
        page.get_by_label(TITLE).fill("Complaints, answered")
        both = page.get_by_role("alert")
        expect(both).to_contain_text("Answering complaints")
        expect(page.get_by_label(TITLE)).to_have_value("Complaints, answered")
        page.get_by_role("button", name="Take the other text").click()
        expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
        page.reload()
        expect(page.get_by_label(TITLE)).to_have_value("Answering complaints")
        expect(page.get_by_label("Who is it for?")).to_have_value("Shops")
        assert watch.seen == []


def test_who_keeps_their_own_of_two_texts_has_it_saved(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, _watch):
        address = begin(page)
        other = page.context.new_page()
        other.goto(address)
        other.get_by_label(TITLE).fill("Answering complaints")
        expect(other.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
        page.get_by_label(TITLE).fill("Complaints, answered")
        keep_mine = page.get_by_role("button", name="Keep mine")
        expect(keep_mine).to_be_visible()
        with page.expect_response(lambda answer: "answered" in (answer.request.post_data or "")):
            keep_mine.click()
        assert saved_title(other, address) == "Complaints, answered"


def test_what_was_typed_without_a_connection_is_there_in_a_new_window(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, _watch):
        address = begin(page)
        context = page.context
        context.set_offline(offline=True)
        page.get_by_label("Who is it for?").fill("Shops by the sea")
        expect(page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
        page.close()
        context.set_offline(offline=False)
        again = context.new_page()
        with again.expect_response(lambda answer: answer.request.method == "POST"):
            again.goto(address)
        expect(again.get_by_label("Who is it for?")).to_have_value("Shops by the sea")
        again.evaluate("() => localStorage.clear()")
        again.reload()
        expect(again.get_by_label("Who is it for?")).to_have_value("Shops by the sea")


def test_what_is_said_while_a_button_is_pressed_does_not_move_it_from_under_the_hand(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url, viewport={"width": 375, "height": 800}) as (page, _watch):
        page.goto("/contribute/new/other")
        page.get_by_label(TITLE).fill("Complaints")
        page.get_by_role("button", name="Save", exact=True).hover()
        page.mouse.down()
        expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
        with leading_on(page):
            page.mouse.up()
        expect(page).to_have_url(DRAFT)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_ended_sign_in_costs_no_word(browser: Browser, site: Site, *, scripts: bool) -> None:
    name = f"ended-{'with' if scripts else 'without'}"
    with open_page(browser, site.url, java_script_enabled=scripts) as (page, _watch):
        sign_up(page, name)
        page.goto("/contribute/new/other")
        page.get_by_label(TITLE).fill("Complaints")
        press(page.get_by_role("button", name="Save", exact=True))
        expect(page).to_have_url(DRAFT)
        page.context.clear_cookies(name="ctxpack-session")
        page.context.clear_cookies(name="ctxpack-drafts")
        page.get_by_label("Who is it for?").fill("Shops by the sea")
        if scripts:
            # As a hand does it: the field is left, and saved, while the button is down.
            page.get_by_role("link", name="Sign in and go on").click(delay=300)
        else:
            page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_label(re.compile("User ?name|E-mail|Login", re.IGNORECASE)).first.fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_label("Who is it for?")).to_have_value("Shops by the sea")


def test_another_device_goes_on_where_the_first_stopped(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, _watch):
        begin(page)
        sign_up(page, "two-devices")
    with open_page(browser, site.url) as (page, _watch):
        page.goto("/accounts/login/?next=/contribute/")
        page.get_by_label(re.compile("User ?name|E-mail|Login", re.IGNORECASE)).first.fill("two-devices")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("link", name="Complaints").click()
        expect(page.get_by_label(TITLE)).to_have_value("Complaints")
