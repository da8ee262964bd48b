"""``ctxpack wiki ingest``: take documents into a wiki, for good."""

from __future__ import annotations

import os
import time

from installer_cli.arguments import Command, Option, Positional
from installer_cli.errors import ERRORS, os_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.wiki.wiki import Source
    from packformat.convert.result import Converted

WIKI = Option("--wiki", "the wiki's folder (default: this one, or the project's only wiki)", metavar="DIR")
COMMAND = Command(
    "wiki ingest",
    "Take documents into a wiki: kept for good, registered by digest, converted where they are no text.",
    positional=Positional("FILE", "a document", minimum=1),
    options=(
        WIKI,
        Option(
            "--date",
            "the day the documents are from, YYYY-MM-DD (default: when each was changed; an export says it)",
            metavar="DAY",
        ),
        Option(
            "--title",
            "what to call the source (default: its first heading, which pages of an export always have)",
            metavar="TEXT",
        ),
        Option("--redact", "keep the text with personal data and secrets replaced, and no original"),
        Option("--names", "leave people in an export their names (default: `Person 1` and so on)"),
    ),
    epilog="Text, Markdown, CSV and transcripts stay as they are. A zip is an export of Slack, or of "
    "ClickUp's tasks: each thread becomes a source, and the zip itself is not kept. Word, Excel, PowerPoint "
    "and PDF need `pip install defusedxml mammoth openpyxl pypdfium2 python-pptx`, "
    "in the environment that ctxpack is in.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Ingest each file; the first that cannot be taken in ends the run, those before it stay."""
    from functools import partial

    from installer_cli.documents import convert_document
    from installer_cli.project import Project
    from installer_cli.wiki.exports import ingest_export
    from installer_cli.wiki.ingest import Incoming, ingest
    from installer_cli.wiki.wiki import find_wiki
    from packformat.convert.document import EXPORT, suffix_of
    from packformat.private import find_private, replace_private

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    today = time.strftime("%Y-%m-%d")
    redacts = arguments.flag("redact")
    redact = (lambda text: replace_private(text, find_private(text))) if redacts else None
    sources: list[dict[str, Any]] = []
    exports: list[dict[str, Any]] = []
    for path in arguments.words:
        data, date = _read(path, arguments.value("date"))
        incoming = Incoming(os.path.basename(path), data, date, arguments.value("title") or "")
        if suffix_of(incoming.name) == EXPORT:
            convert = partial(convert_document, keep_names=arguments.flag("names"))
            export = ingest_export(wiki, incoming, today=today, convert=convert, redact=redact)
            rows = (_tell(console, source, is_new=is_new) for source, is_new in export.sources)
            sources += [{**row, "export": export.digest} for row in rows]
            told = _tell_conversion(console, incoming.name, export.converted, redacts=redacts)
            exports.append({"digest": export.digest, **told})
        else:
            taken = ingest(wiki, incoming, today=today, convert=convert_document, redact=redact)
            row = _tell(console, taken.source, is_new=taken.is_new)
            told = _tell_conversion(console, taken.source.id, taken.converted, redacts=redacts)
            sources.append({**row, **told})
    console.result({"command": "wiki ingest", "wiki": wiki.folder, "sources": sources, "exports": exports})
    return 0


def _read(path: str, date: str | None) -> tuple[bytes, str]:
    try:
        with open(path, "rb") as file:
            data = file.read()
            changed = time.strftime("%Y-%m-%d", time.localtime(os.fstat(file.fileno()).st_mtime))
    except OSError as error:
        raise os_error(error, path) from None
    if date is None:
        return data, changed
    try:
        return data, time.strftime("%Y-%m-%d", time.strptime(date, "%Y-%m-%d"))
    except ValueError:
        reason = f"`{date}` is not a day, as 2026-03-31 is"
        raise ERRORS.error("E_USAGE_VALUE", option="--date", reason=reason, command=COMMAND.name) from None


def _tell(console: Console, source: Source, *, is_new: bool) -> dict[str, Any]:
    console.data(f"{source.id}  raw/{source.file}" if is_new else f"{source.id}  (there already)")
    return {**source._asdict(), "new": is_new}


def _tell_conversion(console: Console, name: str, converted: Converted, *, redacts: bool) -> dict[str, Any]:
    """Tell what was lost, and how much looks private."""
    from packformat.private import KINDS, find_private

    for loss in converted.losses:
        console.warn(f"{name}: {loss.message}")
    spans = find_private(converted.markdown)
    counts = {kind: sum(span.kind == kind for span in spans) for kind in KINDS}
    private = {kind: count for kind, count in counts.items() if count}
    if private:
        told = ", ".join(f"{kind}: {count}" for kind, count in private.items())
        hint = (
            ""
            if redacts
            else "a source is kept for good: take it out and ingest it with `--redact`, if it should not be"
        )
        console.warn(f"{name}: {'replaced' if redacts else 'holds what looks private'} ({told})", hint)
    return {"losses": [loss.as_dict() for loss in converted.losses], "private": private}
