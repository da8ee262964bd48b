"""Rules about memories: what an ``@`` imports is loaded by clients without a word when it cannot be found."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.memories import is_of_a_memory
from packformat.memory_imports import Import, imports_of
from packformat.paths import MANIFEST_PATH
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.statements.statement import key_of, statements_of, undressed
from packformat.texts import read_toml
from packformat.wiki.layout import GOLD
from packformat.wiki.questions import is_too_much, pages_of, read_questions, wikis_with_gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView
    from packformat.statements.statement import Statement

MOST_HOPS = 4
"""Imports that clients follow one after the other, the first of them from the file that ctxpack writes."""
_HOPS_BEFORE = 2
"""Hops that are spent when a memory's own file is read: to the index of the pack's memories, and from it."""
_MOST_IMPORTS = 2000
"""Imports of a pack that are followed: no session could hold more."""
_MEMORY, _DESCRIPTION = "memory/", "memory.toml"
_LONGEST_SAID = 80
"""Letters that a finding shows of what stands under a name."""


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


def _tensions(view: PackView) -> Iterator[Seen]:
    """What a pack says differently under one name, unless it says why; and reasons for what it does not."""
    said = view.manifest.tensions if view.manifest else {}
    reasons, parted = {key_of(name) for name in said}, set()
    known: dict[str, Statement] = {}
    domains = tuple(_domains(view))
    for path, entry in view.files.items():
        for statement in statements_of("", path, entry.data) if path.startswith(domains) else ():
            first = known.setdefault(statement.key, statement)
            if undressed(first.shown) == undressed(statement.shown):
                continue
            parted.add(statement.key)
            if statement.key not in reasons:
                message = (
                    f"`{statement.name}` is “{_cut(statement.shown)}” here and “{_cut(first.shown)}” in "
                    f"`{first.path}`, line {first.line}: an agent that reads both may follow either"
                )
                fix = "make both say the same, or say under `[tensions]` in `pack.toml` why both stand"
                yield Seen(path, message, fix, statement.line)
    for name in said:
        if key_of(name) not in parted:
            message = f"`[tensions]` says why two things stand under `{name}`, and the memories say only one"
            yield Seen(MANIFEST_PATH, message, "take the line out", view.line_of(MANIFEST_PATH, name))


def _domains(view: PackView) -> Iterator[str]:
    """The folders of the memories that lay down rules; in others a name may be no more than a label."""
    for part in view.components:
        if part.kind == "memory" and f"{part.path}{_DESCRIPTION}" in view.files:
            try:
                described = read_toml(part.path, view.files[f"{part.path}{_DESCRIPTION}"].data)
            except CtxpackError:
                continue
            if described.get("kind") == "domain":
                yield part.path


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…"


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
    Rule(
        "memory/tensions",
        "warning",
        "What a pack says differently under one name, it says why.",
        _tensions,
        by_hand=AUTHOR_KNOWS,
    ),
)
