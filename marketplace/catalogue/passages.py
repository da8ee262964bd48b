"""The passages in the files of one version that fit some words, found within bounds of size and number."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.files import FileRow, rows_of
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.site.rates import spend
from marketplace.text.page import render_page
from packformat.fulltext import Finder, Hit, passages, text_of
from registry.archive_files import read_files
from registry.models import Release

MOST_BYTES = 2 * 1024 * 1024
"""Bytes of files that one search reads: to index a megabyte takes about a tenth of a second."""
MOST_FILES = 400
"""Files that one search reads: opening one costs as much as searching some kilobytes."""
LONGEST_QUERY = 200
RESULTS = 20
_SEARCHES, _SECONDS = 60, 60
"""Searches of one address in a minute: each costs as much as some pages."""
_PROSE = (".md", ".txt", ".csv", ".tsv", ".vtt", ".srt", ".json", ".toml", ".yaml", ".yml", ".html")
"""What is read first where not everything can be."""


class Found(NamedTuple):
    """The passages that fit best, and the files for which there was no room."""

    hits: list[Hit]
    left_out: int


@require_safe
def passages_page(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """Show the passages of a release that fit the words asked for."""
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    query = query_of(request)
    found = find_in(release, query) if query else None
    context = frame(pack, release, "files") | {"query": query, "found": found}
    return render_page(request, "catalogue/passages", context)


def query_of(request: HttpRequest) -> str:
    """Return the words asked for; a search is counted for the address that it comes from.

    Raises:
        UsageError: E_TOO_MANY_REQUESTS.
    """
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    if query:
        spend(request, "search-in", _SEARCHES, _SECONDS)
    return query


def find_in(release: Release, query: str) -> Found:
    """Return the passages of a release's files that fit best; a file that is no text holds none."""
    rows = rows_of(release)
    chosen = _chosen(rows)
    texts = ((path, text_of(data)) for path, data in read_files(release, chosen, MOST_BYTES).items())
    entries = (entry for path, text in texts if text is not None for entry in passages(path, text))
    with Finder(entries) as finder:
        return Found(finder.find(query, RESULTS), len(rows) - len(chosen))


def _chosen(rows: Sequence[FileRow]) -> list[str]:
    """Return the paths for which there is room, prose before programs and the small before the large."""
    taken: set[str] = set()
    room = MOST_BYTES
    for row in sorted(rows, key=lambda row: (not row.path.endswith(_PROSE), row.size)):
        if row.size > room or len(taken) == MOST_FILES:
            break
        taken.add(row.path)
        room -= row.size
    return [row.path for row in rows if row.path in taken]
