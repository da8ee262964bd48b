"""The pages in a real browser: seen by everybody, quiet, and usable without a mouse or a script."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from packformat.archive import Entry
from packformat.build import build_pack
from tests.support.browser import open_page
from tests.support.packs import pack_files, pack_zip, skill_page, zipped
from tests.support.site import Site, serving
from tests.support.template import Template
from tests.support.visits import PASSWORD, assert_seen_by_everybody, enter, focus, go_to, press, sign_up
from tests.support.workflows import PATH, SOMETIMES
from tests.support.xss import VECTORS

README = """# Month end

A **table**, [a link](https://example.org), ![an image](x.png) and `code`.

| Input | From | Sum |
|:--|:-:|--:|
| Trial balance | ledger | 1.00 |

```
ctxpack install month-end
```

> quoted

- one
  1. two
"""


WRONG = {
    "severity": "high",
    "title": "Takes bank differences of up to 1,000 for rounding",
    "text": "Closings made with 0.9.0 can hide a missing payment.",
    "advice": "Update to 1.0.0 and run the check of differences again",
    "fixed": "1.0.0",
}


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with packs: one with an advisory and a withdrawn version, one it needs, a hostile one."""
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        parts = {
            "README.md": README.encode(),
            "agents/critic.md": b"---\nname: critic\ndescription: Finds faults\n---\nLook closely.\n",
            PATH: SOMETIMES.encode(),
            "examples/tied/example.toml": b'label = "good"\nreason = "Every balance ties"\n',
            "examples/loose/example.toml": b'label = "bad"\nreason = "One does not"\n',
        }
        site.publish(pack_files("ledger-core"))
        site.publish(pack_files("month-end", "0.9.0", extra=parts))
        site.yank("month-end", "0.9.0", "The tolerance for bank differences was wrong")
        month_end = pack_files("month-end", requires={"ledger-core": ">=1.0"}, extra=parts)
        site.publish(month_end)
        site.publish(pack_files("our-close", made_from=named(month_end)))
        site.advise("month-end", **WRONG)
        site.publish(pack_files("hostile-words", extra={"README.md": "\n\n".join(VECTORS).encode()}))
        yield site


def named(files: dict[str, bytes]) -> dict[str, str]:
    """What a pack says that was made from the release with these files."""
    built = build_pack([Entry(path, data) for path, data in files.items()])
    return {"name": "month-end", "version": "1.0.0", "tree": built.record.tree_digest}


DROP = """size => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(size)], "pack.zip", {type: "application/zip"}));
    const area = document.querySelector("[data-drop]");
    for (const type of ["dragover", "drop"])
        area.dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


PUBLIC_PAGES = [
    "/",
    "/?q=month",
    "/?q=zebra",
    "/by/kind",
    "/by/kind?q=month",
    "/packs/month-end",
    "/packs/month-end/versions",
    "/packs/month-end/versions/0.9.0",
    "/packs/month-end/files",
    "/packs/month-end/search?q=month",
    "/packs/month-end/versions/0.9.0/search?q=zebra",
    "/packs/month-end/versions/1.0.0/files/pack.toml",
    "/packs/hostile-words/versions/1.0.0/files/README.md",
    "/packs/month-end/compare",
    "/packs/our-close/original",
    "/packs/month-end/checks",
    "/packs/ledger-core/dependents",
    "/packs/month-end/reviews",
    "/packs/month-end/questions",
    "/packs/month-end/report",
    "/packs/month-end/advisories",
    "/advisories",
    "/advisories/CTXA-1",
    "/requests",
    "/packs/month-end/statistics",
    "/publishers/demo",
    "/packs/hostile-words",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/packs/nothing-here",
]


SECURITY_PAGES = [
    *("security", "email/", "password/change/", "sessions/"),
    *("2fa/", "2fa/totp/activate/", "2fa/webauthn/add/"),
    *("notifications", "audit", "close"),
]


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_public_page_is_accessible_quiet_and_keeps_to_itself(
    browser: Browser, site: Site, address: str
) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto(address)
        assert_seen_by_everybody(page, watch.seen)


def test_the_pages_of_a_publisher_are_accessible_quiet_and_keep_to_themselves(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "watched")
        page.goto("/publish")
        assert_seen_by_everybody(page, watch.seen)
        page.goto("/accounts/")
        page.get_by_label("Name", exact=True).fill("laptop")
        press(page.get_by_role("button", name="Create token"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Confirm Access")
        assert_seen_by_everybody(page, watch.seen)
        page.get_by_label("Password").fill(PASSWORD)
        press(page.get_by_role("button", name="Confirm"))
        expect(page.get_by_text("shown this once")).to_be_visible()
        assert_seen_by_everybody(page, watch.seen)


def test_the_pages_that_secure_an_account_are_accessible_quiet_and_keep_to_themselves(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "careful")
        page.goto("/accounts/reauthenticate/")
        page.get_by_label("Password").fill(PASSWORD)
        press(page.get_by_role("button", name="Confirm"))
        for address in SECURITY_PAGES:
            page.goto(f"/accounts/{address}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert_seen_by_everybody(page, watch.seen)


def test_the_next_recap_and_the_link_that_ends_them_are_seen_by_everybody(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "follower")
        page.goto("/packs/month-end")
        press(page.get_by_role("button", name="Follow this pack"))
        page.goto("/accounts/notifications")
        press(page.get_by_role("link", name="What the next weekly mail would say"))
        expect(page.locator("#recap")).to_contain_text("month-end")
        assert_seen_by_everybody(page, watch.seen)
        [stop] = re.findall(r"/accounts/notifications/\S+/stop", page.locator("#recap").inner_text())
        page.goto(stop)
        assert_seen_by_everybody(page, watch.seen)
        press(page.get_by_role("button", name="Stop it"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Mail about news is stopped")
        assert_seen_by_everybody(page, watch.seen)


def test_the_pages_of_a_submission_are_accessible_quiet_and_keep_to_themselves(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    uploads = {
        "watched-pack 1.0.0: Published": ("pack.zip", pack_zip("watched-pack")),
        "Not published yet": ("pack.zip", zipped(pack_files("broken") | {"pack.toml": b"name =\n"})),
        "watched-page 0.1.0: Published": ("SKILL.md", io.BytesIO(skill_page("watched-page"))),
    }
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "watched-too")
        for outcome, (name, data) in uploads.items():
            page.goto("/publish")
            page.get_by_label("Drop the file here").set_input_files(saved(data, tmp_path, name))
            press(page.get_by_role("button", name="Upload and check"))
            expect(page.get_by_role("heading", level=1)).to_contain_text(outcome)
            assert_seen_by_everybody(page, watch.seen)
        page.goto("/accounts/")
        assert_seen_by_everybody(page, watch.seen)


def test_a_form_with_mistakes_is_accessible_quiet_and_keeps_to_itself(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto("/accounts/signup/")
        page.get_by_label("User name").fill("Not A Name")
        page.get_by_label("E-mail").fill("x@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        press(page.get_by_role("button", name="Create account"))
        expect(page).to_have_title(re.compile("^Error: "))
        assert_seen_by_everybody(page, watch.seen)


def test_a_table_on_a_phone_leaves_its_words_whole(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url, viewport={"width": 375, "height": 800}) as (page, _watch):
        sign_up(page, "narrow")
        page.goto("/accounts/audit")
        cells = page.locator("td.wrap")
        expect(cells.first).to_be_visible()
        assert min(cells.evaluate_all("cells => cells.map(cell => cell.clientWidth)")) > 150


def test_a_hostile_readme_does_nothing_in_a_real_browser(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto("/packs/hostile-words", wait_until="networkidle")
        assert page.get_by_text("alert(1)").count() > 50
        assert page.title() == "hostile-words · ctxpack"
        assert watch.seen == []


def test_typing_a_search_changes_the_results_and_the_address_and_says_how_many(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        page.goto("/")
        page.get_by_role("searchbox").press_sequentially("ledger")
        expect(page.get_by_role("article")).to_have_count(1)
        expect(page.locator("#found")).to_have_text("1 pack found")
        expect(page).to_have_url(re.compile(r"/\?q=ledger$"))
        assert page.evaluate("() => document.activeElement.id") == "q"
        assert watch.seen == []


def test_the_command_is_copied(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url, permissions=["clipboard-read", "clipboard-write"]) as (page, _watch):
        page.goto("/packs/month-end")
        page.get_by_role("button", name="Copy the command ctxpack install month-end").click()
        expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
        assert page.evaluate("() => navigator.clipboard.readText()") == "ctxpack install month-end"


def test_a_file_can_be_dropped_and_one_too_large_is_refused_before_it_is_sent(
    browser: Browser, site: Site
) -> None:
    with open_page(browser, site.url) as (page, watch):
        sign_up(page, "dropper")
        page.goto("/publish")
        for size, said in ((3000, "pack.zip: 3 KB"), (40 * 1024 * 1024, "pack.zip: 40.0 MB")):
            page.evaluate(DROP, size)
            expect(page.get_by_text(said)).to_be_visible()
            assert page.evaluate("() => document.querySelector('[type=file]').checkValidity()") == (
                size == 3000
            )
        assert watch.seen == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_signing_up_publishing_and_searching_need_only_a_keyboard(
    browser: Browser, site: Site, tmp_path: Path, *, scripts: bool
) -> None:
    name = f"keyboard-{'with' if scripts else 'without'}-scripts"
    archive = saved(pack_zip(name), tmp_path)
    with open_page(browser, site.url, java_script_enabled=scripts) as (page, watch):
        # Choosers are asked for before there can be one: asked for at the key press, the browser may already
        # have opened a window of its own, which nobody answers.
        page.on("filechooser", lambda chooser: chooser.set_files(archive))
        page.goto("/publish")
        go_to(page, "link", "Create an account")
        enter(page)
        for field, text in (("User name", name), ("E-mail", f"{name}@example.org"), ("Password", PASSWORD)):
            go_to(page, "textbox", field)
            page.keyboard.type(text)
        enter(page)
        expect(page.get_by_role("heading", name="Publish a pack")).to_be_visible()

        file = page.get_by_label("Drop the file here")
        focus(page, file)
        page.keyboard.press("Space")
        expect(file).to_have_value(re.compile("pack.zip$"))
        go_to(page, "button", "Upload and check")
        enter(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{name} 1.0.0: Published")

        go_to(page, "button", "Sign out")
        enter(page)
        go_to(page, "link", "Sign in")
        enter(page)
        for field, text in (("User name or e-mail", name), ("Password", PASSWORD)):
            go_to(page, "textbox", field)
            page.keyboard.type(text)
        enter(page)
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

        go_to(page, "searchbox", "Search packs")
        page.keyboard.type(name)
        enter(page)
        expect(page).to_have_url(re.compile(f"q={name}$"))
        expect(page.get_by_role("article")).to_have_count(1)
        go_to(page, "link", name)
        enter(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        assert watch.seen == []


def test_the_first_stop_of_the_keyboard_leads_past_the_head_of_the_page(browser: Browser, site: Site) -> None:
    with open_page(browser, site.url) as (page, _watch):
        page.goto("/packs/month-end")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="demo")).to_be_focused()


def saved(archive: io.BytesIO, folder: Path, name: str = "pack.zip") -> Path:
    path = folder / name
    path.write_bytes(archive.getvalue())
    return path
