"""Takes the pictures of the site that the documentation shows: `python -m docs.screenshots`.

A new site is started, the shipped packs are published on it, and Chromium looks at its pages.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, expect

from fixtures.demo import PACKS, in_order_of_need
from tests.support.browser import launched, open_page
from tests.support.folders import entries_of
from tests.support.packs import pack_files, zipped
from tests.support.site import Site, serving

PICTURES = Path(__file__).parent / "pictures"
PASSWORD = "four unrelated words"  # noqa: S105 - of an account that lives for a minute


class Picture(NamedTuple):
    """What to photograph: which page, how wide, and in which colours."""

    name: str
    address: str
    width: int = 1280
    height: int = 860
    colours: str = "light"


SHOTS = (
    Picture("catalogue", "/"),
    Picture("catalogue-dark", "/", colours="dark"),
    Picture("pack", "/packs/accounting-close", height=1100),
    Picture("pack-phone", "/packs/accounting-close", width=375, height=800, colours="dark"),
    Picture("versions", "/packs/accounting-close/versions", height=600),
)


def main() -> None:
    """Write every picture, replacing what was there."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as site, launched() as browser:
        for pack in in_order_of_need(PACKS):
            site.publish({entry.path: entry.data for entry in entries_of(pack)})
        for picture in SHOTS:
            take(picture, browser, site)
        show_a_rejection(browser, site)


def take(picture: Picture, browser: Browser, site: Site) -> None:
    """Photograph the top of one page."""
    size = {"width": picture.width, "height": picture.height}
    with open_page(browser, site.url, viewport=size, color_scheme=picture.colours) as (page, _watch):
        page.goto(picture.address, wait_until="networkidle")
        save(page, picture.name)


def show_a_rejection(browser: Browser, site: Site) -> None:
    """Upload a pack with a mistake as a newcomer would, and photograph what is said about it."""
    with open_page(browser, site.url, viewport={"width": 1280, "height": 860}) as (page, _watch):
        page.goto("/accounts/signup/?next=/publish")
        page.get_by_label("User name").fill("newcomer")
        page.get_by_label("E-mail").fill("newcomer@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Create account").click()
        mistaken = zipped(pack_files("my-pack", summary="Short") | {"skills/reply/SKILL.md": b"Be polite.\n"})
        upload = {"name": "my-pack.zip", "mimeType": "application/zip", "buffer": mistaken.getvalue()}
        page.get_by_label("Drop the zip file here").set_input_files(files=[upload])
        save(page, "publish")
        page.get_by_role("button", name="Upload and check").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Not published yet")
        save(page, "findings")


def save(page: Page, name: str) -> None:
    """Write what is seen now."""
    page.screenshot(path=PICTURES / f"{name}.png")
