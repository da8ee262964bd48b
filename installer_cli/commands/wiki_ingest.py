"""``ctxpack wiki ingest``: take documents into a wiki, for good."""

from __future__ import annotations

import os
import time

from installer_cli.arguments import Command, Option, Positional
from installer_cli.errors import ERRORS, os_error
from packformat.errors import CtxpackError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.wiki.ingest import Incoming
    from installer_cli.wiki.wiki import Source, Wiki
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
    """Ingest each file; one of several that cannot be taken in is told, and keeps no other out."""
    from installer_cli.project import Project
    from installer_cli.wiki.wiki import find_wiki

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    intake = _Intake(arguments, console, wiki)
    refused: list[tuple[str, CtxpackError]] = []
    for path in arguments.words:
        try:
            intake.take(path)
        except CtxpackError as error:
            if len(arguments.words) == 1 or not _is_of_the_document(error, path):
                raise
            refused.append((path, error))
            console.warn(f"{path}: {error.message}", error.hint)
    document = {
        "command": "wiki ingest",
        "wiki": wiki.folder,
        "sources": intake.sources,
        "exports": intake.exports,
        "refused": [{"file": path, **error.as_dict()} for path, error in refused],
    }
    if refused:
        names = ", ".join(path for path, _ in refused)
        failed = ERRORS.error("E_WIKI_REFUSED", count=len(refused), files=len(arguments.words), names=names)
        console.fail(failed, document)
        return failed.exit_code
    console.result(document)
    return 0


def _is_of_the_document(error: CtxpackError, path: str) -> bool:
    """Whether another document may still be taken in; what the system refuses names its file."""
    is_refused = error.code.startswith("E_CONVERT_") or error.code in ("E_WIKI_SOURCE", "E_PATH")
    return is_refused or error.data.get("path") == path


class _Intake:
    """Takes documents in, one after the other, and tells of each."""

    def __init__(self, arguments: Arguments, console: Console, wiki: Wiki):
        self._console = console
        self._wiki = wiki
        self._date = _day(arguments.value("date"))
        self._title = arguments.value("title") or ""
        self._redacts = arguments.flag("redact")
        self._keeps_names = arguments.flag("names")
        self._today = time.strftime("%Y-%m-%d")
        self.sources: list[dict[str, Any]] = []
        self.exports: list[dict[str, Any]] = []

    def take(self, path: str) -> None:
        """Take one file in; raises what reading, converting and keeping it raise."""
        from installer_cli.wiki.ingest import Incoming
        from packformat.convert.document import EXPORT, suffix_of

        data, changed = _read(path)
        incoming = Incoming(os.path.basename(path), data, self._date or changed, self._title)
        if suffix_of(incoming.name) == EXPORT:
            self._take_export(incoming)
        else:
            self._take_document(incoming)

    def _take_document(self, incoming: Incoming) -> None:
        from installer_cli.documents import convert_document
        from installer_cli.wiki.ingest import ingest

        taken = ingest(
            self._wiki, incoming, today=self._today, convert=convert_document, redact=self._redact()
        )
        row = _tell(self._console, taken.source, is_new=taken.is_new)
        told = _tell_conversion(self._console, taken.source.id, taken.converted, redacts=self._redacts)
        self.sources.append({**row, **told})

    def _take_export(self, incoming: Incoming) -> None:
        from functools import partial

        from installer_cli.documents import convert_document
        from installer_cli.wiki.exports import ingest_export

        convert = partial(convert_document, keep_names=self._keeps_names)
        export = ingest_export(
            self._wiki, incoming, today=self._today, convert=convert, redact=self._redact()
        )
        rows = (_tell(self._console, source, is_new=is_new) for source, is_new in export.sources)
        self.sources += [{**row, "export": export.digest} for row in rows]
        told = _tell_conversion(self._console, incoming.name, export.converted, redacts=self._redacts)
        self.exports.append({"digest": export.digest, **told})

    def _redact(self) -> Callable[[str], str] | None:
        from packformat.private import find_private, replace_private

        return (lambda text: replace_private(text, find_private(text))) if self._redacts else None


def _day(said: str | None) -> str:
    """The day of ``--date`` as it is written in the register; empty where none was said."""
    try:
        return time.strftime("%Y-%m-%d", time.strptime(said, "%Y-%m-%d")) if said is not None else ""
    except ValueError:
        reason = f"`{said}` is not a day, as 2026-03-31 is"
        raise ERRORS.error("E_USAGE_VALUE", option="--date", reason=reason, command=COMMAND.name) from None


def _read(path: str) -> tuple[bytes, str]:
    """The bytes of a file, and the day on which it was changed."""
    try:
        with open(path, "rb") as file:
            changed = time.strftime("%Y-%m-%d", time.localtime(os.fstat(file.fileno()).st_mtime))
            return file.read(), changed
    except OSError as error:
        raise os_error(error, path) from None


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
