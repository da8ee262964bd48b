"""Each skill of a pack as an archive of its own, for clients that install skills one by one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from packformat.archive import Entry, write_plain_zip
from packformat.component import Component
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter

SKILL_FILE = "SKILL.md"
LONGEST_DESCRIPTION = 1024
"""Characters of a description that the discovery format allows."""
LONGEST_NAME = 64


class SkillArchive(NamedTuple):
    """A skill's folder as a zip with `SKILL.md` at its root, and what the skill says of itself."""

    path: str
    description: str
    data: bytes
    digest: Digest


def skill_archives(entries: Sequence[Entry], components: Iterable[Component]) -> list[SkillArchive]:
    """Return an archive for each skill that the discovery format can name and describe."""
    found = (_archive_of(entries, part) for part in components if part.kind == "skill")
    return [archive for archive in found if archive is not None]


def _archive_of(entries: Sequence[Entry], skill: Component) -> SkillArchive | None:
    files = [
        entry._replace(path=entry.path.removeprefix(skill.path))
        for entry in entries
        if entry.path.startswith(skill.path)
    ]
    description = next((_description(entry) for entry in files if entry.path == SKILL_FILE), "")
    if not description or not _is_name(skill.name):
        return None
    data = write_plain_zip(files)
    return SkillArchive(skill.path, description[:LONGEST_DESCRIPTION], data, Digest.of(data))


def _description(entry: Entry) -> str:
    try:
        fields = read_frontmatter(entry.path, entry.data.decode("utf-8", "replace")).fields
    except CtxpackError:
        return ""
    return " ".join(str(fields.get("description") or "").split())


def _is_name(name: str) -> bool:
    """Return whether clients take the name: small letters, digits, and single hyphens between them."""
    parts = name.split("-")
    return len(name) <= LONGEST_NAME and all(
        part and part.isascii() and part.isalnum() and part == part.lower() for part in parts
    )
