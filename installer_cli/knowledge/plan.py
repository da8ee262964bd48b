"""Tidying a project's memories: what would change, doing it, and taking it back."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import NamedTuple

from installer_cli.errors import ERRORS
from installer_cli.knowledge.texts import memory_texts
from installer_cli.knowledge.tidy import tidy
from installer_cli.project import STATE
from installer_cli.receipt import MANAGED, check_place
from installer_cli.whole import write_whole
from packformat.digest import Digest
from packformat.errors import UNREADABLE, CtxpackError
from packformat.jsontext import parse_json
from packformat.placement import INDEX, MEMORY
from packformat.wiki.layout import PAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from installer_cli.project import Project
    from installer_cli.receipt import Receipt

RECORDS = f"{STATE}/tidied"
ARCHIVE = "archive"
"""The folder beside a text in which its old entries are kept: nothing imports it, so nothing loads it."""


class Change(NamedTuple):
    """A file as it is and as it would be (``before`` None: it is new), and why."""

    path: str
    before: str | None
    after: str
    why: str


def plan_tidy(project: Project, receipts: Iterable[Receipt], pack: str | None = None) -> list[Change]:
    """The changes to what people and agents have written; a pack's managed files are the pack's to change.

    Of a wiki only its pages are looked at: sources and log stay as they are.
    """
    managed = {
        path for receipt in receipts for path, file in receipt.files.items() if file.ownership == MANAGED
    }
    texts = dict(memory_texts(project, pack))
    wikis = {os.path.dirname(path) for path in texts if path.endswith("/schema.md")}
    changes: list[Change] = []
    for path, text in texts.items():
        folder, name = os.path.split(path)
        if path in managed or not name.endswith(".md") or os.path.basename(folder) == ARCHIVE:
            continue
        if any(_is_kept_by(wiki, path) for wiki in wikis):
            continue
        archive = f"{folder}/{ARCHIVE}/{name}"
        old = _text_of(project, archive)
        if not _can_be_written(path, text, old or ""):
            continue
        tidied = tidy(text, limited=_is_loaded_always(texts, path))
        if tidied.text != text:
            changes.append(Change(path, text, tidied.text, "; ".join(tidied.reasons)))
        if tidied.moved:
            changes.append(Change(archive, old, (old or "") + tidied.moved, "old entries"))
    return changes


def _is_kept_by(wiki: str, path: str) -> bool:
    """Whether a text is of a wiki and none of its pages."""
    return path.startswith(f"{wiki}/") and not path.startswith(f"{wiki}/{PAGES}/")


def carry_out(project: Project, changes: list[Change]) -> None:
    """Make the changes, all or none; what was there is kept first, so that `undo_tidy` can take them back."""
    for change in changes:
        project.check_no_links(change.path)
    number = 1 + max(_record_numbers(project), default=0)
    rows = [
        {"path": change.path, "before": change.before, "after": str(Digest.of(change.after.encode("utf-8")))}
        for change in changes
    ]
    record = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    write_whole(project.path(_record_path(number)), record)
    try:
        for change in changes:
            write_whole(project.path(change.path), change.after)
    except OSError:
        with suppress(OSError, CtxpackError):
            undo_tidy(project)
        raise


def undo_tidy(project: Project) -> list[str]:
    """Take the last tidying back, or what a killed run has left of it.

    Raises E_TIDY_NONE, or E_TIDY_CHANGED for files changed since.
    """
    number = max(_record_numbers(project), default=0)
    if not number:
        raise ERRORS.error("E_TIDY_NONE")
    rows = _read_record(project, _record_path(number))
    due = [row for row in rows if _text_of(project, row["path"]) != row["before"]]
    changed = [row["path"] for row in due if _digest_of(project, row["path"]) != row["after"]]
    if changed:
        raise ERRORS.error("E_TIDY_CHANGED", reasons=changed)
    for row in due:
        if row["before"] is None:
            os.unlink(project.path(row["path"]))
        else:
            write_whole(project.path(row["path"]), row["before"])
    os.unlink(project.path(_record_path(number)))
    return [row["path"] for row in rows]


def _record_path(number: int) -> str:
    return f"{RECORDS}/{number:04}.json"


def _record_numbers(project: Project) -> list[int]:
    """The numbers of the tidyings that are noted; whatever else lies there is not ours."""
    folder = project.path(RECORDS)
    stems = [name.removesuffix(".json") for name in (os.listdir(folder) if os.path.isdir(folder) else ())]
    numbers = [int(stem) for stem in stems if stem.isascii() and stem.isdecimal()]
    return [number for number in numbers if os.path.isfile(project.path(_record_path(number)))]


def _read_record(project: Project, path: str) -> list[dict[str, Any]]:
    """What a tidying changed; the record may have come with the project, so it can reach memories alone."""
    try:
        rows = [
            {key: row[key] for key in ("path", "before", "after")}
            for row in parse_json(project.read(path) or b"")
        ]
        strange = next((row for row in rows if not check_place(row["path"]).startswith(f"{MEMORY}/")), None)
        if strange:
            raise ValueError(f"`{strange['path']}` is no memory")
        if not all(isinstance(row["before"], str | None) for row in rows):
            raise TypeError("what was there is no text")
    except UNREADABLE as error:
        remedy = "delete it; only taking that tidying back is lost"
        raise ERRORS.error("E_PROJECT_FILE", path=path, reason=str(error), remedy=remedy) from None
    for row in rows:
        project.check_no_links(row["path"])
    return rows


def _text_of(project: Project, path: str) -> str | None:
    data = project.read(path)
    return None if data is None else data.decode("utf-8", "replace")


def _digest_of(project: Project, path: str) -> str:
    return str(Digest.of(project.read(path) or b""))


def _can_be_written(path: str, *texts: str) -> bool:
    """Whether texts can be written as they were read: what is no UTF-8 would be lost."""
    return path.isprintable() and not any("\ufffd" in text for text in texts)


def _is_loaded_always(texts: dict[str, str], path: str) -> bool:
    pack = path.removeprefix(f"{MEMORY}/").partition("/")[0]
    index = texts.get(f"{MEMORY}/{pack}/{INDEX}", "")
    return f"@{path.removeprefix(f'{MEMORY}/{pack}/')}" in index.split("\n")
