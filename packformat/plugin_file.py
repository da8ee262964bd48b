"""A plugin's own description of itself: a field is changed where it has to be, everything else stays."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from packformat.client_files import semver
from packformat.derive import is_spelling_of, read_version
from packformat.versions import Version

if TYPE_CHECKING:
    from packformat.archive import Entry


def following(entry: Entry, name: str, version: str) -> Entry:
    """The file with another name or version in place of one that a build would take for another's.

    Bytes are changed only where they have to be; what cannot be read is left to whoever reads it next.
    """
    try:
        value = json.loads(entry.data)
    except ValueError:
        return entry
    if not isinstance(value, dict):
        return entry
    wanted = Version.parse(version)
    data = entry.data
    if not is_spelling_of(name, str(value.get("name", name))):
        data, value = put(data, value, "name", name)
    if "version" in value and read_version(value["version"]) != wanted:
        data, value = put(data, value, "version", semver(wanted))
    return entry._replace(data=data)


def put(data: bytes, value: dict[str, Any], key: str, wanted: object) -> tuple[bytes, dict[str, Any]]:
    """The document with another value under a key, written anew only when that cannot be done in place."""
    changed = {**value, key: wanted}
    pattern = rb'("%b"\s*:\s*)%b' % (key.encode(), re.escape(json.dumps(value[key]).encode()))
    quoted = json.dumps(wanted).encode()
    in_place = re.sub(pattern, lambda found: found[1] + quoted, data, count=1)
    if json.loads(in_place) == changed:
        return in_place, changed
    return json.dumps(changed, indent=2, ensure_ascii=False).encode() + b"\n", changed
