"""The lints: each looks for one defect, in pages, between them, and in what they rest on."""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import NamedTuple

from installer_cli.wiki.index import index_text
from installer_cli.wiki.ingest import original_of
from installer_cli.wiki.likeness import alike, triples
from packformat.digest import Digest
from packformat.wiki.layout import INDEX, LOG, PAGES, RAW, REGISTER, SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.wiki.wiki import Wiki
    from packformat.wiki.pages import Page

STALE_DAYS = 180
"""The age from which a page is to be read again even if no source has touched it."""
NEAR_DUPLICATE = 0.6
"""The share of word triples from which two pages say the same."""
_INGESTING = re.compile(r"^#+ .*\bingest", re.IGNORECASE | re.MULTILINE)
_FEWEST_RUNS = 12
"""Word triples below which a page says too little to be the same as another."""


class Problem(NamedTuple):
    """One defect: the lint that found it, the file, the line (0 for the whole file), and what to do."""

    lint: str
    path: str
    line: int
    message: str


def lint(wiki: Wiki, today: str, stale_days: int = STALE_DAYS) -> list[Problem]:
    """Every defect, lint by lint; none means that the wiki is sound as far as lints can see."""
    found = [problem for look in LINTS for problem in look(wiki)]
    return [*found, *_overdue(wiki, today, stale_days)]


def _at(name: str, page: Page, line: int, message: str) -> Problem:
    return Problem(name, f"{PAGES}/{page.slug}.md", line, message)


def _schema(wiki: Wiki) -> Iterator[Problem]:
    """An agent that is not told the folders, the types of pages and how to ingest makes up its own."""
    text = wiki.text(SCHEMA) or ""
    if not wiki.kinds:
        message = "names no types of pages: list them at its top, such as `types: [policy, process]`"
        yield Problem("schema", SCHEMA, 1, message)
    for folder in (RAW, PAGES):
        if f"{folder}/" not in text:
            yield Problem(
                "schema", SCHEMA, 0, f"does not name `{folder}/`: say what it holds, and who writes there"
            )
    if not _INGESTING.search(text):
        message = "does not say how to ingest: list the steps under a heading `Ingest`"
        yield Problem("schema", SCHEMA, 0, message)


def _broken_link(wiki: Wiki) -> Iterator[Problem]:
    for page in wiki.pages:
        for link in page.links():
            if not os.path.exists(f"{wiki.folder}/{PAGES}/{link.target}"):
                message = f"leads to `{link.target}`, which is not there: write it or take the link out"
                yield _at("broken-link", page, link.line, message)
        for link in page.double_links():
            message = f"`[[{link.target}]]` is no link that an agent can follow: write `[words](page.md)`"
            yield _at("broken-link", page, link.line, message)


def _orphan(wiki: Wiki) -> Iterator[Problem]:
    linked = {slug for page in wiki.pages for slug in wiki.targets(page) if slug != page.slug}
    for page in wiki.pages:
        if page.slug not in linked and page.kind not in wiki.unsourced:
            yield _at("orphan", page, 0, "no page links to it: link it from where a reader would come from")


def _no_source(wiki: Wiki) -> Iterator[Problem]:
    for page in wiki.pages:
        if page.kind not in wiki.unsourced and not page.citations():
            yield _at("no-source", page, 0, "cites no source: cite one as `[source-id:line]`, or take it out")


def _citation(wiki: Wiki) -> Iterator[Problem]:
    texts = {source.id: wiki.text(f"{RAW}/{source.file}") for source in wiki.sources}
    for page in wiki.pages:
        for cited in page.citations():
            if cited.source not in texts:
                message = f"source `{cited.source}` is not in the register: ingest it or correct the id"
                yield _at("unknown-source", page, cited.line, message)
                continue
            length = (texts[cited.source] or "").count("\n") + 1
            if texts[cited.source] and not 1 <= cited.first <= cited.last <= length:
                message = f"`{cited.source}` has {length} lines: cite those where it stands"
                yield _at("bad-line", page, cited.line, message)


def _raw(wiki: Wiki) -> Iterator[Problem]:
    for source in wiki.sources:
        path = f"{RAW}/{source.file}"
        yield from _kept(wiki, path, source.digest)
        original = original_of(wiki.text(path) or "")
        if original:
            yield from _kept(wiki, *original)
    known = {source.file for source in wiki.sources} | {os.path.basename(REGISTER)}
    folder = f"{wiki.folder}/{RAW}"
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if name not in known and os.path.isfile(f"{folder}/{name}"):
            message = "is not in the register: take it out and ingest it with `ctxpack wiki ingest`"
            yield Problem("unregistered-source", f"{RAW}/{name}", 0, message)


def _kept(wiki: Wiki, path: str, digest: str) -> Iterator[Problem]:
    data = wiki.data(path)
    if data is None:
        yield Problem("missing-source", path, 0, "was taken in and is gone: restore it")
    elif str(Digest.of(data)) != digest:
        message = (
            "was edited after it was taken in: restore it, and ingest the new text as a source of its own"
        )
        yield Problem("edited-source", path, 0, message)


def _unlogged(wiki: Wiki) -> Iterator[Problem]:
    for source in wiki.sources:
        if not re.search(rf"(?m)^- \d{{4}}-\d\d-\d\d ingest {re.escape(source.id)}:", wiki.log):
            yield Problem("unlogged", LOG, 0, f"the ingest of `{source.id}` is missing: the log only grows")


def _duplicate(wiki: Wiki) -> Iterator[Problem]:
    named: dict[str, str] = {}
    for page in wiki.pages:
        for name in sorted({" ".join(name.lower().split()) for name in page.names}):
            if name in named:
                message = f"`{name}` is also a name of `{named[name]}`: merge them, or say how they differ"
                yield _at("duplicate-name", page, 1, message)
            named.setdefault(name, page.slug)
    runs = [triples(page.body) for page in wiki.pages]
    longer = [run if len(run) >= _FEWEST_RUNS else frozenset[tuple[str, ...]]() for run in runs]
    for first, second in alike(longer, NEAR_DUPLICATE):
        message = f"says the same as `{wiki.pages[first].slug}`: keep one and link to it"
        yield _at("near-duplicate", wiki.pages[second], 0, message)


def _stale(wiki: Wiki) -> Iterator[Problem]:
    texts = {source.id: wiki.text(f"{RAW}/{source.file}") or "" for source in wiki.sources}
    for page in wiki.pages:
        cited = {citation.source for citation in page.citations()}
        mentions = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in page.names), re.IGNORECASE)
        for source in wiki.sources:
            newer = source.id not in cited and page.updated and source.date > page.updated
            if newer and mentions.search(texts[source.id]):
                message = f"`{source.id}` is newer and mentions it: read it into the page, and cite it"
                yield _at("stale", page, 0, message)


def _index(wiki: Wiki) -> Iterator[Problem]:
    if wiki.text(INDEX) != index_text(wiki):
        yield Problem("index", INDEX, 0, "is not what the pages give: run `ctxpack wiki index`")


def _overdue(wiki: Wiki, today: str, days: int) -> Iterator[Problem]:
    limit = dt.date.fromisoformat(today) - dt.timedelta(days=days)
    for page in wiki.pages:
        if page.updated and page.updated < limit.isoformat():
            message = f"not looked at for over {days} days: read it against its sources, then set `updated`"
            yield _at("stale", page, 0, message)


LINTS = (_schema, _broken_link, _orphan, _no_source, _citation, _raw, _unlogged, _duplicate, _stale, _index)
