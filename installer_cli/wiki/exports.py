"""Taking exports of conversations in: a source for each page, and of the export nothing but its digest.

The zip holds everybody's names and addresses and whatever was said besides. A source is kept for good, and in
a pack it goes wherever the pack goes; so the original of an export stays where it is.
"""

from __future__ import annotations

from typing import NamedTuple

from installer_cli.wiki.ingest import store
from installer_cli.wiki.wiki import Source, Wiki
from packformat.digest import Digest
from packformat.wiki.layout import RAW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from installer_cli.wiki.ingest import Incoming
    from packformat.convert.result import Converted


class TakenExport(NamedTuple):
    """An export that was taken in: its digest, its sources and whether each is new, and what was lost."""

    digest: str
    sources: list[tuple[Source, bool]]
    converted: Converted


def ingest_export(
    wiki: Wiki,
    incoming: Incoming,
    *,
    today: str,
    convert: Callable[[str, bytes], Converted],
    redact: Callable[[str], str] | None = None,
) -> TakenExport:
    """Take each page of an export in; a page that is there with the same bytes stays the source that it is.

    A thread that has grown since is a source of its own, with a number behind its id. Raises E_CONVERT_….
    """
    converted = convert(incoming.name, incoming.data)
    known = {source.digest: source for source in wiki.sources}
    ids = {source.id for source in wiki.sources}
    new: dict[Source, dict[str, bytes]] = {}
    sources = []
    for page, text in converted.texts():
        data = (redact(text) if redact else text).encode("utf-8")
        digest = str(Digest.of(data))
        if digest not in known:
            day = page.day or incoming.date
            name = _free(f"{day}-{page.name}", ids)
            title = " ".join((redact(page.title) if redact else page.title).split())
            source = Source(name, f"{name}.md", digest, day, today, title)
            known[digest] = source
            new[source] = {f"{RAW}/{source.file}": data}
        sources.append((known[digest], known[digest] in new))
    digest = str(Digest.of(incoming.data))
    if new:
        store(wiki, new, f" (export {digest})")
    return TakenExport(digest, sources, converted)


def _free(name: str, ids: set[str]) -> str:
    """The name, or the next one of it that stands for nothing yet; it is taken from now on."""
    number = 1
    while (numbered := f"{name}-{number}" if number > 1 else name) in ids:
        number += 1
    ids.add(numbered)
    return numbered
