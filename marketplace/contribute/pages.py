"""The pages of contributing, in their order."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from packformat.compose import Gap


class Page(NamedTuple):
    """One page: its name in addresses, its title, what it asks, and how long it usually takes."""

    name: str
    title: str
    question: str
    minutes: int
    fields: tuple[str, ...] = ()
    part: str = ""
    optional: bool = False


PAGES = (
    Page(
        "outcome",
        "The result",
        "What does somebody have at the end?",
        3,
        ("title", "summary", "audience", "not_for", "prompts"),
    ),
    Page(
        "documents",
        "Your documents",
        "What have you written down already?",
        4,
        part="documents",
        optional=True,
    ),
    Page("steps", "Your steps", "How do you do it?", 8, part="steps"),
    Page(
        "rules", "Rules and numbers", "Which rules and numbers do you go by?", 4, part="rules", optional=True
    ),
    Page("samples", "Good and bad", "What does a good result look like, and a bad one?", 5, part="samples"),
    Page("checks", "Your checks", "How would you check a junior's work?", 5, part="checks"),
    Page(
        "loops",
        "Again until right",
        "What is done again until it is right?",
        2,
        part="loops",
        optional=True,
    ),
    Page("data", "Your data", "Where does the data come from?", 4, part="data", optional=True),
    Page(
        "names",
        "Files and folders",
        "How do you keep your files?",
        3,
        ("folders",),
        part="names",
        optional=True,
    ),
    Page(
        "personas",
        "A way of thinking",
        "Whose way of thinking comes along?",
        5,
        part="personas",
        optional=True,
    ),
    Page("preview", "What will be installed", "What will be installed?", 2),
    Page("trial", "Test-drive", "Do your checks tell good from bad?", 1),
    Page(
        "answers", "Check your answers", "Is everything right?", 2, ("name", "version", "author", "licence")
    ),
    Page("share", "Show it to somebody", "Who should look at it first?", 1, optional=True),
    Page("publish", "Publish", "Ready?", 1),
)
_BY_NAME = {page.name: page for page in PAGES}
DONE, OPEN, OPTIONAL = "done", "open", "optional"


class Progress(NamedTuple):
    """A page and how far it is: `done`, `open`, or `optional` while nothing is said on it."""

    page: Page
    state: str


def page_named(name: str) -> Page | None:
    """The page of that name."""
    return _BY_NAME.get(name)


def page_after(page: Page) -> Page:
    """The page that follows; the last is followed by itself."""
    place = PAGES.index(page)
    return PAGES[min(place + 1, len(PAGES) - 1)]


def page_before(page: Page) -> Page | None:
    """The page that comes before, if any."""
    place = PAGES.index(page)
    return PAGES[place - 1] if place else None


def progress_of(content: Mapping[str, Any], gaps: Sequence[Gap]) -> list[Progress]:
    """How far each page is on which something is asked."""
    open_pages = {gap.page for gap in gaps}
    return [Progress(page, _state(page, content, open_pages)) for page in PAGES if page.fields or page.part]


def minutes_left(progress: Sequence[Progress]) -> int:
    """How long what is open still takes somebody who knows the work, to the nearest five minutes."""
    looking = sum(page.minutes for page in PAGES if not (page.fields or page.part or page.optional))
    return in_fives(looking + sum(item.page.minutes for item in progress if item.state == OPEN))


def in_fives(minutes: int) -> int:
    """Minutes, rounded to the nearest five."""
    return 5 * round(minutes / 5)


def _state(page: Page, content: Mapping[str, Any], open_pages: set[str]) -> str:
    if page.name in open_pages:
        return OPEN
    is_empty = not any(content.get(answer) for answer in (*page.fields, page.part))
    return OPTIONAL if page.optional and is_empty else DONE
