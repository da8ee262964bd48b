"""Taking sources in: kept for good under their digest, registered, logged, and never changed afterwards."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from installer_cli.errors import ERRORS
from installer_cli.wiki.wiki import Source, Wiki
from packformat.convert.document import suffix_of
from packformat.digest import Digest
from packformat.wiki.layout import LOG, ORIGINALS, RAW, REGISTER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from packformat.convert.result import Converted

KEPT_AS_THEY_ARE = (".md", ".txt", ".csv", ".vtt", ".srt")
"""Text that an agent reads as it is, so that a number of a line leads to that line."""
_ORIGIN = re.compile(r"<!-- converted from ([^\s/\\]+) (sha256:[0-9a-f]{64}) -->\n")


class Taken(NamedTuple):
    """A source that was asked for: whether it is new, and what its conversion lost."""

    source: Source
    is_new: bool
    converted: Converted


class Incoming(NamedTuple):
    """A file to be taken in: its name, its bytes, the day it is from, and its title (empty: its heading)."""

    name: str
    data: bytes
    date: str
    title: str = ""


def ingest(
    wiki: Wiki,
    incoming: Incoming,
    *,
    today: str,
    convert: Callable[[str, bytes], Converted],
    redact: Callable[[str], str] | None = None,
) -> Taken:
    """Take one file in; the same bytes again give the same source.

    Text stays as it is. Other documents are converted, and their original is kept beside the Markdown, whose
    first line names it. With ``redact`` only the changed text is kept. Raises E_CONVERT_…, and E_WIKI_SOURCE
    for an id that already stands for something else.
    """
    suffix = suffix_of(incoming.name)
    converted = convert(incoming.name, incoming.data)
    name = f"{incoming.date}-{slug(incoming.name[: -len(suffix)])}"
    files = _files(name, suffix, incoming.data, converted, redact)
    file, digest = next(iter(files)), str(Digest.of(next(iter(files.values()))))
    known = next((source for source in wiki.sources if source.digest == digest), None)
    if known:
        return Taken(known, is_new=False, converted=converted)
    if any(source.id == name for source in wiki.sources):
        raise ERRORS.error("E_WIKI_SOURCE", source=name)
    title = incoming.title or heading(converted.markdown) or incoming.name
    source = Source(name, file.removeprefix(f"{RAW}/"), digest, incoming.date, today, " ".join(title.split()))
    store(wiki, {source: files})
    return Taken(source, is_new=True, converted=converted)


def slug(text: str) -> str:
    """Small letters, digits and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "source"


def heading(text: str) -> str:
    """The first heading; empty when there is none."""
    found = re.search(r"(?m)^#{1,2} +(.+)$", text)
    return re.sub(r"\\(.)", r"\1", found[1].strip()) if found else ""


def original_of(text: str) -> tuple[str, str] | None:
    """The path and digest of the document that a source was converted from; None for text of its own."""
    found = _ORIGIN.match(text)
    return (f"{ORIGINALS}/{found[1]}", found[2]) if found else None


def _files(
    name: str, suffix: str, data: bytes, converted: Converted, redact: Callable[[str], str] | None
) -> dict[str, bytes]:
    """What is to be kept, the file that is cited first."""
    if redact:
        return {f"{RAW}/{name}.md": redact(converted.markdown).encode("utf-8")}
    if suffix in KEPT_AS_THEY_ARE and _is_utf8(data):
        return {f"{RAW}/{name}{suffix}": data}
    origin = f"<!-- converted from {name}{suffix} {Digest.of(data)} -->\n\n"
    return {
        f"{RAW}/{name}.md": (origin + converted.markdown).encode("utf-8"),
        f"{ORIGINALS}/{name}{suffix}": data,
    }


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def store(wiki: Wiki, taken: Mapping[Source, Mapping[str, bytes]], note: str = "") -> None:
    """Keep sources with their files; ``note`` stands behind each in the log.

    Files first, register second, log last: whatever is interrupted, the lint names what is missing.
    """
    for files in taken.values():
        for path, data in files.items():
            wiki.write(path, data)
    wiki.sources += taken
    rows = ",\n".join(json.dumps(entry._asdict(), ensure_ascii=False) for entry in wiki.sources)
    wiki.write(REGISTER, f'{{"sources": [\n{rows}\n]}}\n'.encode())
    log = wiki.text(LOG) or "# Log\n\n"
    ended = log if log.endswith("\n") else f"{log}\n"
    lines = (f"- {source.ingested} ingest {source.id}: {source.title}{note}\n" for source in taken)
    wiki.write(LOG, f"{ended}{''.join(lines)}".encode())
