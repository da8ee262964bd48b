"""What a pack calls good and bad, as its own examples say."""

import logging
import tomllib
from collections.abc import Iterable
from typing import NamedTuple

from django.core.cache import cache

from packformat.errors import CtxpackError
from packformat.paths import DEFAULT_LIMITS
from registry.archive_files import read_files
from registry.models import Component, Release

logger = logging.getLogger(__name__)

MOST_READ = 60
"""Examples that are read: the rest is found in the file browser."""
_MOST_BYTES = DEFAULT_LIMITS.file
_KEPT_SECONDS = 3600
_DESCRIPTION = "example.toml"


class Example(NamedTuple):
    """One example: whether it is good or bad, what it shows, and why it is the one or the other."""

    name: str
    path: str
    label: str
    title: str
    reason: str


def examples_of(release: Release, components: Iterable[Component]) -> list[Example]:
    """Return the examples of a release; they never change, so an answer is kept.

    The page of a pack must not go with the store: while that cannot be read, there are none.
    """
    folders = [part for part in components if part.kind == "example"][:MOST_READ]
    if not folders:
        return []
    key = f"examples:{release.archive_digest}"
    kept = cache.get(key)
    if kept is None:
        try:
            kept = _read(release, folders)
        except CtxpackError:
            logger.exception("examples not read", extra={"archive": release.archive_digest})
            return []
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _read(release: Release, folders: list[Component]) -> list[Example]:
    """Read the descriptions, which were held against their schema when the release was published."""
    texts = read_files(release, [f"{part.path}{_DESCRIPTION}" for part in folders], _MOST_BYTES)
    found = ((part, tomllib.loads(texts[f"{part.path}{_DESCRIPTION}"].decode())) for part in folders)
    return [
        Example(part.name, part.path, table["label"], table.get("title", part.name), table["reason"])
        for part, table in found
    ]
