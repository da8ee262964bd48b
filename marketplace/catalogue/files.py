"""The files of a release: what there is, and each as it is, with what hides in it revealed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.text.hidden import reveal
from marketplace.text.page import render_page
from registry.archive_files import read_files
from registry.hidden import split_hidden
from registry.models import Release

MOST_SHOWN = 128 * 1024
"""Bytes of a file that are shown; a page is read by people."""


class FileRow(NamedTuple):
    """One file of a release, as its record lists it."""

    path: str
    digest: str
    size: int
    executable: bool


class Folder(NamedTuple):
    """The files of one folder, in the order of the record; the pack's own folder has no name."""

    name: str
    files: list[FileRow]

    @property
    def size(self) -> int:
        """Bytes of the files together."""
        return sum(file.size for file in self.files)


class Line(NamedTuple):
    """One line of a file: its number, its text made safe, and whether something hides in it."""

    number: int
    text: SafeString
    hidden: bool


@require_safe
def files_page(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """List the files of a release by the folder at the top that they are in."""
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    context = frame(pack, release, "files") | {"folders": folders_of(rows_of(release))}
    return render_page(request, "catalogue/files", context)


@require_safe
def file_page(request: HttpRequest, name: str, version: str, path: str) -> HttpResponse:
    """Show one file: text line by line, of anything else only what is known of it."""
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    row = next((row for row in rows_of(release) if row.path == path), None)
    if row is None:
        message = "This version has no such file"
        raise Http404(message)
    data = read_files(release, [path], MOST_SHOWN)[path]
    text = text_of(data, is_cut=row.size > len(data))
    lines = [] if text is None else lines_of(text)
    context = frame(pack, release, "files") | {
        "file": row,
        "text": text,
        "lines": lines,
        "hidden_lines": [line.number for line in lines if line.hidden],
        "is_cut": row.size > len(data),
        "shown_bytes": len(data),
    }
    return render_page(request, "catalogue/file", context)


def rows_of(release: Release) -> list[FileRow]:
    """Return the files of a release in the order of its record."""
    return [FileRow(*row) for row in release.files]


def folders_of(rows: Iterable[FileRow]) -> list[Folder]:
    """Return the files by their first folder, those without one first."""
    folders: dict[str, list[FileRow]] = {"": []}
    for row in rows:
        top, slash, _rest = row.path.partition("/")
        folders.setdefault(top if slash else "", []).append(row)
    return [Folder(name, files) for name, files in folders.items() if files]


def text_of(data: bytes, *, is_cut: bool = False) -> str | None:
    """Return the text that `data` is in UTF-8, or None; where it is cut, its last letter may be in two."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_letter = is_cut and error.start >= len(data) - 3
        return data[: error.start].decode("utf-8") if cut_letter else None


def lines_of(text: str) -> Sequence[Line]:
    """Return the lines of `text` as they are shown. Only a line feed ends one, as for an agent."""
    lines = text.removesuffix("\n").split("\n")
    return [
        Line(number, reveal(line), any(run.hidden for run in split_hidden(line)))
        for number, line in enumerate((line.removesuffix("\r") for line in lines), 1)
    ]
