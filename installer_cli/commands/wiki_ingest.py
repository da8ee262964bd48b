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
    from installer_cli.wiki.ingest import Taken

WIKI = Option("--wiki", "the wiki's folder (default: this one, or the project's only wiki)", metavar="DIR")
COMMAND = Command(
    "wiki ingest",
    "Take documents into a wiki: kept for good, registered by digest, converted where they are no text.",
    positional=Positional("FILE", "a document", minimum=1),
    options=(
        WIKI,
        Option(
            "--date",
            "the day the documents are from, YYYY-MM-DD (default: when each was changed)",
            metavar="DAY",
        ),
        Option("--title", "what to call the source (default: its first heading)", metavar="TEXT"),
        Option("--redact", "keep the text with personal data and secrets replaced, and no original"),
    ),
    epilog="Text, Markdown, CSV and transcripts stay as they are. Word, Excel, PowerPoint and PDF need "
    "`pip install 'ctxpack[documents]'`.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Ingest each file; the first that cannot be taken in ends the run, those before it stay."""
    from installer_cli.documents import convert_document
    from installer_cli.project import Project
    from installer_cli.wiki.ingest import Incoming, ingest
    from installer_cli.wiki.wiki import find_wiki
    from packformat.private import KINDS, find_private, replace_private

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    redact = arguments.flag("redact")
    documents = []
    for path in arguments.words:
        data, date = _read(path, arguments.value("date"))
        taken = ingest(
            wiki,
            Incoming(os.path.basename(path), data, date, arguments.value("title") or ""),
            today=time.strftime("%Y-%m-%d"),
            convert=convert_document,
            redact=(lambda text: replace_private(text, find_private(text))) if redact else None,
        )
        spans = find_private(taken.converted.markdown)
        counts = {kind: sum(span.kind == kind for span in spans) for kind in KINDS}
        documents.append(
            _tell(console, taken, {kind: count for kind, count in counts.items() if count}, redact=redact)
        )
    console.result({"command": "wiki ingest", "wiki": wiki.folder, "sources": documents})
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


def _tell(console: Console, taken: Taken, private: dict[str, int], *, redact: bool) -> dict[str, Any]:
    source = taken.source
    console.data(f"{source.id}  raw/{source.file}" if taken.is_new else f"{source.id}  (there already)")
    for loss in taken.converted.losses:
        console.warn(f"{source.id}: {loss.message}")
    if private:
        told = ", ".join(f"{kind}: {count}" for kind, count in private.items())
        hint = (
            ""
            if redact
            else "a source is kept for good: take it out and ingest it with `--redact`, if it should not be"
        )
        console.warn(f"{source.id}: {'replaced' if redact else 'holds what looks private'} ({told})", hint)
    losses = [loss.as_dict() for loss in taken.converted.losses]
    return {**source._asdict(), "new": taken.is_new, "losses": losses, "private": private}
