"""A real browser, and a page that reports whatever would go unseen by whoever looks at it."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.support.processes import DidNotStartError
from tests.support.waiting import PATIENCE_SECONDS

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
BY_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that look at colours, which are all that differs in the dark."""
BY_PLACE = ("target-size", "scrollable-region-focusable", "region")
"""Those that look at where things stand: with colours under text, all that a width changes."""
_PATIENCE_MILLISECONDS = PATIENCE_SECONDS * 1000
expect.set_options(timeout=_PATIENCE_MILLISECONDS)

_NAMES = "chromium", "chromium-browser", "google-chrome"
_STANDARD_NOISE = "the server responded with a status of"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, for the tests of one file."""
    with launched() as browser:
        yield browser


@contextmanager
def launched() -> Iterator[Browser]:
    """Run the machine's Chromium, without a window, until the block ends."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        message = "the browser tests need Chromium: run `tests/support/install_browser.sh` as root"
        raise DidNotStartError(message)
    with sync_playwright() as playwright:
        # Chromium refuses its own sandbox to root, which tests in a container are.
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"], timeout=_PATIENCE_MILLISECONDS
        )
        try:
            yield browser
        finally:
            browser.close()


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


class Watch:
    """What a page did that it should not: errors, dialogs, requests to others."""

    def __init__(self, page: Page, origin: str) -> None:
        self.seen: list[str] = []
        self._origin = urlsplit(origin).netloc
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A browser reports every page that answers 4xx as an error on the console; tests ask for some.
        if message.type in ("error", "warning") and _STANDARD_NOISE not in message.text:
            self.seen.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self._origin:
            self.seen.append(f"request: {request.url}")


@contextmanager
def open_page(browser: Browser, origin: str, **options: Any) -> Iterator[tuple[Page, Watch]]:
    """Open a page as a new visitor whose relative addresses are below `origin`."""
    # Without motion a colour is at once what it will be: a fade would be measured half way.
    context = browser.new_context(base_url=origin, reduced_motion="reduce", **options)
    context.set_default_timeout(_PATIENCE_MILLISECONDS)
    page = context.new_page()
    try:
        yield page, Watch(page, origin)
    finally:
        context.close()


def first_load(page: Page) -> int:
    """The size of a page with its styles and scripts, gzipped, for a browser that has none of them."""
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
    parts = {address for address in loaded if urlsplit(address).path.endswith((".css", ".js"))}
    return len(gzip.compress(page.content().encode())) + sum(map(_gzipped, parts))


@cache
def _gzipped(address: str) -> int:
    with urlopen(address) as answer:  # noqa: S310 - a file of our own server
        return len(gzip.compress(answer.read()))


def accessibility_faults(page: Page, *rules: str) -> list[str]:
    """Hold the page as it stands against all that axe-core checks by default, best practices included.

    ``rules`` are the only ones to check, where a page differs by nothing else from one that was checked.
    """
    # Evaluated, not added as a script: the page's own policy stays in force. Once for each document.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    only = {"runOnly": list(rules)} if rules else {}
    result = page.evaluate("only => axe.run(document, {resultTypes: ['violations'], ...only})", only)
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]
