"""What visitors of the site do in a browser, and what is held of every page that they see."""

from collections.abc import Sequence
from itertools import product

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import accessibility_faults

PASSWORD = "four unrelated words"
SCHEMES = ("light", "dark")
WIDTHS = (375, 1280)


def sign_up(page: Page, name: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("E-mail").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def assert_seen_by_everybody(page: Page, seen: list[str], schemes: Sequence[str] = SCHEMES) -> None:
    """Hold the page as it stands against every colour scheme and width."""
    for scheme, width in product(schemes, WIDTHS):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        faults = accessibility_faults(page)
        assert faults == [], faults
        overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{width} px is not wide enough"
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
