"""Rules about memories: what an ``@`` imports is loaded by clients without a word when it cannot be found."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.memories import is_of_a_memory
from packformat.memory_imports import Import, imports_of
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.wiki.layout import GOLD
from packformat.wiki.questions import is_too_much, pages_of, read_questions, wikis_with_gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

MOST_HOPS = 4
"""Imports that clients follow one after the other, the first of them from the file that ctxpack writes."""
_HOPS_BEFORE = 2
"""Hops that are spent when a memory's own file is read: to the index of the pack's memories, and from it."""
_MOST_IMPORTS = 2000
"""Imports of a pack that are followed: no session could hold more."""
_MEMORY = "memory/"


def imports_in(view: PackView) -> dict[str, list[Import]]:
    """The imports of each page of the memories; a page at which there are too many is said as not read."""
    found: dict[str, list[Import]] = {}
    left = _MOST_IMPORTS
    for text in view.texts:
        if is_of_a_memory(text.path) and text.path.endswith(".md") and "@" in text.text:
            found[text.path] = list(islice(imports_of(text.path, text.text), left + 1))
            left -= len(found[text.path])
        if left < 0:
            view.given_up.add(text.path)
            break
    return found


def _imports(view: PackView) -> Iterator[Seen]:
    for path, imports in imports_in(view).items():
        for found in imports:
            if not found.target.startswith(_MEMORY):
                message = f"`@{found.wanted}` leads out of `memory/`, which is not there once it is installed"
                yield Seen(path, message, "copy what is needed into the memory", found.line)
            elif found.target not in view.files:
                message = f"`@{found.wanted}` names a file that is not in the pack; clients pass over it"
                yield Seen(path, message, "mend the path: it is relative to this file", found.line)


def _depth(view: PackView) -> Iterator[Seen]:
    """Every note of a memory is a start of its own; what stands deeper than clients follow is never read."""
    imports = imports_in(view)
    for start in imports:
        layer, seen = {start}, {start}
        for hop in range(_HOPS_BEFORE + 1, MOST_HOPS + 2):
            found = [item for path in sorted(layer) for item in imports.get(path, ())]
            fresh = [item for item in found if item.target in view.files and item.target not in seen]
            if hop > MOST_HOPS and fresh:
                message = f"`@{fresh[0].wanted}` is {hop} imports deep, and clients follow {MOST_HOPS}"
                yield Seen(fresh[0].path, message, "import it from a file further up", fresh[0].line)
            layer = {item.target for item in fresh}
            seen |= layer


def _gold(view: PackView) -> Iterator[Seen]:
    files = {path: entry.data for path, entry in view.files.items()}
    for wiki in wikis_with_gold(files):
        path = f"{wiki}/{GOLD}"
        try:
            questions = read_questions(files[path], path)
        except CtxpackError as error:
            yield seen_error(error, path)
            continue
        pages = list(pages_of(files, wiki))
        slugs = {page.slug for page in pages}
        for asked in questions:
            if asked.page not in slugs:
                message = (
                    f"`{asked.question}` is to be answered by `{asked.page}`, and the wiki has no such page"
                )
                yield Seen(
                    path,
                    message,
                    "name the page as its file is named, without `.md`",
                    view.line_of(path, asked.page),
                )
        if is_too_much(questions, pages):
            message = f"The {len(questions)} gold questions of `{wiki}` are too many to ask of so much text"
            yield Seen(path, message, "leave out some; `ctxpack wiki gold` asks any number")


RULES = (
    Rule(
        "memory/imports", "error", "What a memory imports is in the memory.", _imports, by_hand=AUTHOR_KNOWS
    ),
    Rule(
        "memory/depth",
        "error",
        "Memories import no deeper than clients follow.",
        _depth,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "memory/gold",
        "warning",
        "Gold questions can be asked, and name pages of their wiki.",
        _gold,
        by_hand=AUTHOR_KNOWS,
    ),
)
