"""An export as one text of pages: told apart, read, written, and what is to be told of it."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.convert.exports.channels import without_people
from packformat.convert.exports.clickup import clickup_pages, clickup_tasks
from packformat.convert.exports.contents import Contents
from packformat.convert.exports.page import write
from packformat.convert.exports.people import People
from packformat.convert.exports.slack import is_slack, slack_pages
from packformat.convert.exports.told import Told
from packformat.convert.limits import check
from packformat.convert.result import Converted, Loss, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.convert.exports.page import Draft
    from packformat.errors import CtxpackError

_LONGEST_NAME = 80
"""Characters of a page's name, which becomes that of a file."""


def convert(data: bytes) -> Converted:
    """The pages of an export, whose people have numbers instead of names."""
    return _convert(data, People())


def convert_named(data: bytes) -> Converted:
    """The pages of an export with the names that stand in it."""
    return _convert(data, People(keep_names=True))


def _convert(data: bytes, people: People) -> Converted:
    told = Told()
    contents = Contents(data)
    read = slack_pages if is_slack(contents) else _of_tasks
    pages = read(contents, people, told)
    losses = told.all(partial(without_people, people=people))
    if not pages:
        raise _empty(losses)
    text, made = _joined(_named(pages))
    if people.count():
        losses.append(Loss("pseudonyms", "", f"{people.count():,}"))
    return Converted(text, tuple(losses), tuple(made))


def _of_tasks(contents: Contents, people: People, told: Told) -> list[Draft]:
    """The pages of ClickUp's tasks; raises E_CONVERT_EXPORT where there are none."""
    tasks = clickup_tasks(contents, people, told)
    if not tasks:
        raise FORMAT.error("E_CONVERT_EXPORT")
    return clickup_pages(tasks, people, told)


def _empty(losses: Iterable[Loss]) -> CtxpackError:
    """An export of which nothing could be read says why in its first loss."""
    reasons = [loss.message for loss in losses]
    return FORMAT.error("E_CONVERT_EMPTY", what="the export" + (f" ({reasons[0]})" if reasons else ""))


def _named(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Pages in the order of their days, each with a name of its own among those of its day."""
    taken: set[tuple[str, str]] = set()
    counts: Counter[tuple[str, str]] = Counter()
    for draft in sorted(drafts, key=lambda draft: (draft.day, draft.name.lower())):
        words = "-".join(re.findall(r"[a-z0-9]+", draft.name.lower()))
        name = plain = words[:_LONGEST_NAME].strip("-") or "page"
        while (draft.day, name) in taken:
            counts[draft.day, plain] += 1
            name = f"{plain}-{counts[draft.day, plain] + 1}"
        taken.add((draft.day, name))
        yield draft._replace(name=name)


def _joined(drafts: Iterable[Draft]) -> tuple[str, list[Page]]:
    """The text of all pages, counted while it grows, and on which lines of it each stands."""
    texts: list[str] = []
    pages: list[Page] = []
    size, line = 0, 1
    for draft in drafts:
        text = write(draft)
        size += len(text) + 1
        check("text", size)
        last = line + text.count("\n") - 1
        pages.append(Page(draft.name, draft.day, draft.title, line, last))
        texts.append(text)
        line = last + 2
    return "\n".join(texts), pages
