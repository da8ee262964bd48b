"""Gold questions: whether search leads to the page that answers, for questions whose page is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import CtxpackError
from packformat.fulltext import Entry, Finder
from packformat.wiki.layout import GOLD, PAGES
from packformat.wiki.questions import Question, is_too_much, pages_of, read_questions, wikis_with_gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packformat.wiki.pages import Page

FIRST = 3
"""Among how many results a gold question has to find its page."""
LOWEST_RANK = 10
MOST_WIKIS = 20


class Gold(NamedTuple):
    """A question, the page that answers it, and the rank at which it was found (0: not in the first ten)."""

    question: str
    page: str
    rank: int


class Retrieval(NamedTuple):
    """How many gold questions of a wiki find their page among the `FIRST` results, of how many."""

    wiki: str
    found: int
    of: int


def ask(questions: Iterable[Question], pages: Iterable[Page]) -> list[Gold]:
    """At which rank each question finds its page; raises E_FULL_TEXT."""
    with Finder(entry_of(page) for page in pages) as finder:
        return [Gold(*asked, _rank(finder, asked)) for asked in questions]


def entry_of(page: Page) -> Entry:
    """A page as search sees it: by its names before its text."""
    return Entry(f"{PAGES}/{page.slug}.md", page.body_line, "\n".join(page.names), page.body)


def retrieval_of(files: Mapping[str, bytes]) -> list[Retrieval]:
    """The figure of each wiki of a pack; what cannot be read, or would take too long, has none."""
    found = []
    for wiki in wikis_with_gold(files)[:MOST_WIKIS]:
        try:
            questions = read_questions(files[f"{wiki}/{GOLD}"], f"{wiki}/{GOLD}")
        except CtxpackError:
            continue
        pages = list(pages_of(files, wiki))
        if not is_too_much(questions, pages):
            hits = sum(0 < answer.rank <= FIRST for answer in ask(questions, pages))
            found.append(Retrieval(wiki, hits, len(questions)))
    return found


def _rank(finder: Finder, asked: Question) -> int:
    places = [hit.place for hit in finder.find(asked.question, LOWEST_RANK)]
    wanted = f"{PAGES}/{asked.page}.md"
    return places.index(wanted) + 1 if wanted in places else 0
