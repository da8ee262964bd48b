"""The gold questions of a wiki, and the pages that they are asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.errors import UNREADABLE, why_unreadable
from packformat.jsontext import parse_json
from packformat.wiki.layout import GOLD, PAGES, SCHEMA
from packformat.wiki.pages import Page, read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_QUESTIONS, LONGEST_QUESTION = 1000, 300
_MOST_WORK = 32 * 2**20
"""Questions times characters of pages: a question can meet every word of every page. That is
a second's work at worst, and a hundred questions of a wiki of three hundred kilobytes stay below it."""


class Question(NamedTuple):
    """A question, and the slug of the page that answers it."""

    question: str
    page: str


def wikis_with_gold(files: Iterable[str]) -> list[str]:
    """The folders among a pack's paths that are wikis with gold questions, sorted."""
    paths = set(files)
    folders = (path.removesuffix(f"/{GOLD}") for path in sorted(paths) if path.endswith(f"/{GOLD}"))
    return [folder for folder in folders if f"{folder}/{SCHEMA}" in paths]


def read_questions(data: bytes, path: str) -> list[Question]:
    """The questions of a ``gold.json``; raises E_WIKI_GOLD when there are none that can be read."""
    try:
        rows = parse_json(data)["questions"]
        questions = [Question(str(row["question"]), str(row["page"])) for row in rows]
    except UNREADABLE as error:
        raise FORMAT.error("E_WIKI_GOLD", path=path, reason=why_unreadable(error)) from None
    if not 0 < len(questions) <= MOST_QUESTIONS:
        raise FORMAT.error("E_WIKI_GOLD", path=path, reason=f"there are {len(questions)} questions")
    if any(len(asked.question) > LONGEST_QUESTION for asked in questions):
        raise FORMAT.error(
            "E_WIKI_GOLD", path=path, reason=f"a question has more than {LONGEST_QUESTION} characters"
        )
    return questions


def pages_of(files: Mapping[str, bytes], wiki: str) -> Iterator[Page]:
    """The pages of a wiki among a pack's files; what is no UTF-8 in them breaks nothing."""
    folder = f"{wiki}/{PAGES}/"
    for path in sorted(files):
        slug = path.removeprefix(folder).removesuffix(".md")
        if path == f"{folder}{slug}.md" and "/" not in slug:
            yield read_page(slug, files[path].decode("utf-8", "replace").replace("\r\n", "\n"))


def is_too_much(questions: list[Question], pages: list[Page]) -> bool:
    """Whether asking takes more than a registry spends on a stranger's wiki."""
    return len(questions) * sum(len(page.body) for page in pages) > _MOST_WORK
