"""What visitors of the site do in a browser, and what is held of every page that they see."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import BY_COLOUR, BY_PLACE, accessibility_faults, first_load
from tests.support.waiting import wait_until

PASSWORD = "four unrelated words"
LOOKS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("light", 1280, (*BY_COLOUR, *BY_PLACE)),
    ("light", 375, ()),
    ("dark", 375, BY_COLOUR),
)
"""The colour schemes and widths that a page is seen in, with the rules that it is held to there.

On a telephone it is held to all of them: nothing of a page is seen on a wide screen alone.
"""
FIRST_LOAD = 60 * 1024


@contextmanager
def leading_on(page: Page) -> Iterator[None]:
    """What is done in the block leads to another page, which stands whole when the block ends.

    Neither a click nor a key waits for where it leads: who looks or types at once may meet the page before;
    who opens another address may take back what was being sent.
    """
    with page.expect_event("load"):
        yield


def press(control: Locator) -> None:
    """Click what leads to another page."""
    with leading_on(control.page):
        control.click()


def enter(page: Page) -> None:
    """Press Enter where it leads to another page."""
    with leading_on(page):
        page.keyboard.press("Enter")


def until_read(page: Page, name: str) -> None:
    """Open the page again and again, as a reader without a script does, until a document is read."""
    address = page.url.partition("#")[0]

    def is_read() -> bool:
        page.goto(address)
        return page.get_by_role("link", name=f"See what was read of {name}").is_visible()

    wait_until(is_read)
    # A script may have said so on a page that was opened before, and does not show the text.
    page.goto(address)


def sign_up(page: Page, name: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("E-mail").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Create account"))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def sign_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("User name or e-mail").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in", exact=True))


def assert_seen_by_everybody(page: Page, seen: list[str]) -> None:
    """Hold the page as it stands against every colour scheme and width, and to what it may load."""
    for scheme, width, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        faults = accessibility_faults(page, *rules)
        assert faults == [], faults
        overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{page.url}: {width} px is not wide enough"
    assert 0 < first_load(page) <= FIRST_LOAD
    assert seen == [], seen


def go_to(page: Page, role: str, name: str) -> None:
    focus(page, page.get_by_role(role, name=name, exact=True))


def focus(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus."""
    expect(wanted).to_be_visible()
    for _stop in range(60):
        page.keyboard.press("Tab")
        if wanted.and_(page.locator(":focus")).count():
            return
    pytest.fail(f"the keyboard does not reach {wanted}")
