"""Three experts publish what they know: in a real browser, by keyboard alone.

Who answers every kind of question does it with and without a script, the others one way each.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from packformat.evals.case import read_case
from packformat.evals.grade import grade_all
from packformat.evals.outcome import Outcome
from packformat.evals.verdict import all_met
from tests.support.browser import open_page
from tests.support.contributors import ACCOUNTANT, AGENT, CREATOR, Contributor, Typed, fill
from tests.support.site import Site, serving
from tests.support.source import ROOT
from tests.support.template import Template
from tests.support.visits import PASSWORD, assert_seen_by_everybody, enter, press, until_read

PAGES = (
    "outcome", "documents", "steps", "rules", "samples", "checks", "loops", "data", "names", "personas",
    "answers",
)  # fmt: skip
BELOW_THE_SKIP_LINK = """one => document.activeElement === document.body
    && !location.hash && Boolean(one.closest(document.querySelector("a.skip").getAttribute("href")))"""
"""Nothing has the focus yet, and the first link of the page leads past much that comes before."""
STOPS_BEFORE = """one => {
    const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const stops = [...document.querySelectorAll(kinds)]
        .filter((stop) => stop.checkVisibility() && !stop.disabled && stop.type !== "radio");
    const at = document.activeElement;
    const since = (stop) => at === document.body || at.compareDocumentPosition(stop) & 4;
    return Math.max(stops.indexOf(one) - stops.findIndex(since), 0);
}"""
"""About how many presses are needed: only what the last ones lead to is looked at."""
KINDS = ("skills", "memory", "workflows", "evals", "examples")
"""What the answers of every profession become, at the least."""
LOOKS = ("preview", "trial", "share", "publish")


@pytest.fixture(scope="module")
def site(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with template.copied_to(data) as settings, serving(data, template.token, **settings) as site:
        yield site


def follow(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """Reach what leads to another page with the Tab key, and press Enter."""
    reach(page, page.get_by_role(role, name=name).first)
    enter(page)


def reach(page: Page, wanted: Locator) -> None:
    """Go there with the Tab key, over the link that skips what comes before the question."""
    expect(wanted).to_be_visible()
    if wanted.evaluate(BELOW_THE_SKIP_LINK):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    for _stop in range(wanted.evaluate(STOPS_BEFORE)):
        page.keyboard.press("Tab")
    for _stop in range(120):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {wanted}")


def type_in(page: Page, place: Locator, answers: Typed) -> None:
    for label, text in answers.items():
        field = place.get_by_label(label, exact=True)
        if field.get_attribute("type") == "radio":
            pick(page, field)
            continue
        reach(page, field)
        if field.evaluate("field => field.tagName") == "SELECT":
            choose(page, field, text)
        else:
            page.keyboard.insert_text(text)


def pick(page: Page, field: Locator) -> None:
    """Go from the choice that is made to the wanted one, among those that stand beside each other."""
    reach(page, page.locator(f"input[name='{field.get_attribute('name')}']:checked"))
    page.keyboard.press("ArrowDown")
    expect(field).to_be_checked()


def choose(page: Page, field: Locator, text: str) -> None:
    """Go down a list of choices until the wanted one stands there."""
    wanted = field.locator("option", has_text=text).get_attribute("value")
    for _step in range(field.locator("option").count()):
        if field.input_value() == wanted:
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"the keyboard does not choose {text}")


def contribute(page: Page, expert: Contributor, author: str) -> None:
    """Go from the first page to the last but one, with the keyboard alone."""
    page.goto("/")
    follow(page, "link", "Publish")
    follow(page, "link", expert.start)
    type_in(page, page.locator("#answers"), expert.outcome)
    follow(page, "button", "Save and go on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("written down")
    bring_and_compare(page, expert)
    follow(page, "button", "Save and go on")
    for part, items in expert.items.items():
        expect(page).to_have_url(re.compile(f"/{part}$"))
        for number, answers in enumerate(items):
            if page.locator("fieldset.item").count() <= number:
                follow(page, "button", re.compile("^Add "))
                expect(page.locator("fieldset.item")).to_have_count(number + 1)
            type_in(page, page.locator("fieldset.item").nth(number), answers)
        follow(page, "button", "Save and go on")
    follow(page, "button", "Go on")
    expect(page.get_by_text("Your checks tell good from bad:")).to_be_visible()
    follow(page, "button", "Go on")
    type_in(page, page.locator("#answers"), {"Whose name stands on it?": author})
    reach(page, page.get_by_label("Use and change it, if they name me"))
    page.keyboard.press("Space")
    follow(page, "button", "Save and go on")
    follow(page, "button", "Go on")


def bring_and_compare(page: Page, expert: Contributor) -> None:
    """Bring a document, look at it beside its text, and say that it is right."""
    name, made = expert.document
    # The browser is told beforehand that choosers are ours: told at the press, it may be too late.
    page.on("filechooser", lambda _chooser: None)
    reach(page, page.get_by_label("Drop your documents here"))
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files(files=[{"name": name, "mimeType": "", "buffer": made()}])
    follow(page, "button", "Bring them in")
    until_read(page, name)
    follow(page, "link", re.compile("Does it look right"))
    expect(page.get_by_role("heading", level=2, name="What agents read")).to_be_visible()
    follow(page, "button", "It looks right")
    expect(page.get_by_text("You said that it looks right.")).to_be_visible()


@pytest.mark.parametrize(
    ("expert", "scripts"),
    [
        pytest.param(ACCOUNTANT, True, id="month-end-close with JavaScript"),
        pytest.param(ACCOUNTANT, False, id="month-end-close without JavaScript"),
        pytest.param(AGENT, False, id="property-intake without JavaScript"),
        pytest.param(CREATOR, True, id="video-packaging with JavaScript"),
    ],
)
def test_an_expert_publishes_what_they_know_with_the_keyboard_alone(
    browser: Browser, site: Site, tmp_path: Path, expert: Contributor, *, scripts: bool
) -> None:
    user = f"{expert.kind}-{'with' if scripts else 'without'}"
    title = f"{expert.outcome['What do you call this work?']} {'with scripts' if scripts else 'by keys'}"
    expert = expert._replace(outcome={**expert.outcome, "What do you call this work?": title})
    with open_page(browser, site.url, java_script_enabled=scripts) as (page, watch):
        contribute(page, expert, "Ada Example")
        follow(page, "button", "Make an account")
        sign_up(page, user)
        reach(page, page.get_by_role("checkbox"))
        page.keyboard.press("Space")
        follow(page, "button", "Publish")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{expert.name} 1.0.0: Published")
        assert watch.seen == []
    assert_works(installed(expert.name, site, tmp_path), expert.name)


def sign_up(page: Page, name: str) -> None:
    for label, text in (("User name", name), ("E-mail", f"{name}@example.org"), ("Password", PASSWORD)):
        reach(page, page.get_by_role("textbox", name=label, exact=True))
        page.keyboard.insert_text(text)
    enter(page)


def installed(name: str, site: Site, project: Path) -> Path:
    """Install a pack with the real command."""
    environment = {
        "CTXPACK_REGISTRY": site.url,
        "CTXPACK_HOME": str(project / "home"),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "installer_cli", "install", name, "--yes", "--allow", "all"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return project / ".claude" / "skills" / name


def assert_works(folder: Path, name: str) -> None:
    """Every kind of component is there, and the checks pass on the good sample and fail on the bad one."""
    assert [kind for kind in KINDS if not (folder / kind).is_dir()] == []
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    case = read_case(files, name)
    verdicts = {
        path.split("/")[1].split("-")[0]: all_met(grade_all(case.graders, Outcome(files={"answer.md": data})))
        for path, data in files.items()
        if path.startswith("examples/") and path.endswith("answer.md")
    }
    assert verdicts == {"good": True, "bad": False}


def test_every_page_is_accessible_quiet_and_free_of_the_words_of_programmers(
    browser: Browser, site: Site
) -> None:
    words = re.compile(r"\b(yaml|json|schema|slug|semver|markdown|toml|regex)\b", re.IGNORECASE)
    with open_page(browser, site.url) as (page, watch):
        page.goto("/contribute/")
        assert_for_everybody(page, watch.seen, words)
        page.goto("/contribute/new/month-end-close")
        fill(page.locator("#answers"), ACCOUNTANT.outcome)
        press(page.get_by_role("button", name="Save", exact=True))
        address = page.url.split("?")[0].removesuffix("outcome")
        page.goto(f"{address}documents")
        name, made = ACCOUNTANT.document
        file = {"name": name, "mimeType": "", "buffer": made()}
        page.get_by_label("Drop your documents here").set_input_files(files=[file])
        press(page.get_by_role("button", name="Bring them in"))
        until_read(page, name)
        press(page.get_by_role("link", name="See both side by side"))
        assert_for_everybody(page, watch.seen, words)
        for name in PAGES:
            if (
                page.url.partition("?")[0] != address + name
            ):  # else the page before has led here, and it was seen
                page.goto(address + name)
                assert_for_everybody(page, watch.seen, words)
            press(page.get_by_role("button", name="Save and go on"))
            # The files themselves are shown as they are; what surrounds them is ours.
            assert_for_everybody(page, watch.seen, None if page.url.endswith("preview") else words)
        for name in LOOKS:
            page.goto(address + name)
            assert_for_everybody(page, watch.seen, words if name != "preview" else None)


def assert_for_everybody(page: Page, seen: list[str], words: re.Pattern[str] | None) -> None:
    assert_seen_by_everybody(page, seen)
    if words:
        assert words.findall(page.locator("main").inner_text()) == []
