"""A catalogue for Claude Code: the document that `claude plugin marketplace add` reads.

One version a pack, each an `archive` source with its digest. The client refuses a document above 5 MiB,
binds a catalogue's name to one address, and loads dependencies from the same catalogue only; what that asks
of a document is met here. Checked against the client itself (`tests/e2e/test_claude_client.py`).
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from packformat.client_files import semver
from packformat.digest import Digest
from packformat.index import ARCHIVE_PATH
from packformat.versions import Version
from registry.models import Release

LARGEST_CATALOGUE = 5 * 1024 * 1024
"""Bytes above which the client refuses a catalogue, counted after decompression."""


class Catalogue(NamedTuple):
    """What a catalogue calls itself, the releases it offers, newest first, and the withdrawn packs."""

    name: str
    description: str
    releases: Sequence[Release]
    withdrawn: Sequence[str] = ()


def catalogue_document(catalogue: Catalogue, registry_url: str) -> bytes:
    """Return the document; releases that would make it too large are left out, the oldest first."""
    head: dict[str, Any] = {
        "name": catalogue.name,
        "description": catalogue.description,
        "owner": {"name": registry_url.partition("://")[2]},
        "plugins": [],
    }
    if catalogue.withdrawn:
        head["renames"] = dict.fromkeys(catalogue.withdrawn)
    room = LARGEST_CATALOGUE - len(_compact(head))
    entries = (_compact(_entry(release, registry_url)) for release in catalogue.releases)
    plugins = b",".join(_fitting(entries, room))
    return _compact(head).replace(b'"plugins":[]', b'"plugins":[' + plugins + b"]", 1)


def _entry(release: Release, registry_url: str) -> dict[str, Any]:
    digest = Digest.parse(release.archive_digest)
    professions = release.manifest.get("professions", [])
    keywords = [*professions, *release.manifest.get("keywords", [])]
    source = {"source": "archive", "url": f"{registry_url}/{ARCHIVE_PATH.format(hex=digest.hex)}"}
    return {
        "name": release.pack.name,
        "version": semver(Version.parse(release.version)),
        "description": release.summary,
        **({"category": professions[0]} if professions else {}),
        **({"keywords": keywords} if keywords else {}),
        "source": {**source, "sha256": digest.hex},
    }


def _fitting(entries: Iterable[bytes], room: int) -> Iterable[bytes]:
    for entry in entries:
        room -= len(entry) + 1
        if room < 0:
            return
        yield entry


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
