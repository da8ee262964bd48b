"""What a release says of itself: the part of its `CHANGELOG.md` that is about its version."""

import logging
import re
from itertools import zip_longest

from packformat.errors import CtxpackError
from registry.archive_files import read_files
from registry.kept import cache
from registry.models import Release

logger = logging.getLogger(__name__)

_PAGE = "CHANGELOG.md"
_MOST_BYTES = 16 * 1024
"""The newest version stands first, so that what comes later is about others."""
_KEPT_SECONDS = 24 * 3600
_HEADING = re.compile(r"^#{1,3} +\[?v?([0-9][0-9A-Za-z.+-]*)\]?(?: .*)?$", re.MULTILINE)


def notes_of(release: Release) -> str:
    """Return the notes of a release as they were written; empty where it has none, or none can be read.

    A release never changes, so the notes are kept: one mail after the other asks for them.
    """
    key = f"notes:{release.archive_digest}"
    kept = cache.get(key)
    if kept is None:
        try:
            kept = notes_in(_page_of(release), release.version)
        except CtxpackError as error:
            # That a file of one release cannot be read keeps nobody from everything else.
            logger.warning("notes not read", extra={"release": release.pk, "code": error.code})
            return ""
        cache.set(key, kept, _KEPT_SECONDS)
    return str(kept)


def notes_in(page: str, version: str) -> str:
    """Return what stands below the heading of `version`, up to the next heading of a version."""
    headings = list(_HEADING.finditer(page))
    for heading, following in zip_longest(headings, headings[1:]):
        if heading[1] == version:
            return page[heading.end() : following.start() if following else None].strip()
    return ""


def _page_of(release: Release) -> str:
    return read_files(release, [_PAGE], _MOST_BYTES).get(_PAGE, b"").decode("utf-8", "replace")
