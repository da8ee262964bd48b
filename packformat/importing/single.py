"""One file that is sent by itself, without folder or manifest: what it is, and the pack that it makes.

Its name decides, for a page of any other name the folder that it lies in, and else what its front matter
says. What could be two things is refused rather than guessed: a version that was published cannot be called
something else later.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.derive import slug
from packformat.filetype import ARCHIVE, file_type
from packformat.frontmatter import read_frontmatter
from packformat.importing.imported import import_files
from packformat.importing.shape import SKILL_PAGE
from packformat.paths import DEFAULT_LIMITS, HOOKS_PATH, SERVERS_PATH
from packformat.texts import decode_utf8
from packformat.upload import read_upload

if TYPE_CHECKING:
    from packformat.errors import CtxpackError

_ENDINGS = (".md", ".json", ".toml")
_PLACES = {
    "skill.md": SKILL_PAGE,
    "claude.md": "CLAUDE.md",
    "agents.md": "AGENTS.md",
    "hooks.json": HOOKS_PATH,
    ".mcp.json": SERVERS_PATH,
    "mcp.json": SERVERS_PATH,
}
_NAMED = (
    (re.compile(r"(?i)(.+)\.(?:agent|chatmode)\.md"), "agents/{}.md"),
    (re.compile(r"(?i)(.+)\.(?:command|prompt)\.md"), "commands/{}.md"),
)
_AGENT = frozenset(
    ("tools", "disallowedTools", "permissionMode", "maxTurns", "skills", "mcpServers", "initialPrompt")
)
_SKILL = frozenset(
    ("license", "compatibility", "metadata", "allowed-tools", "when_to_use", "user-invocable", "version")
)
"""Fields that only an agent's page has, and only a skill's."""
_COMMAND = frozenset(
    ("description", "argument-hint", "arguments", "allowed-tools", "model", "disable-model-invocation")
)
"""All that a command's page has: it has no name of its own, and is called as its file."""
_SAY_KIND = frozenset(("agents", "commands", "output-styles"))
"""Folders of projects and plugins in which every page is of one kind."""
_KINDS = "`SKILL.md` if it is a skill, `NAME.agent.md` if an agent, `NAME.command.md` if a command"
_FOLDER = "put it into a folder with a `pack.toml`, and send that as a zip"


def is_single(name: str, data: bytes) -> bool:
    """Whether a file of that name is read by itself; everything else is read as an archive."""
    kind = file_type(data)
    return name.lower().endswith(_ENDINGS) and not (kind and kind.family == ARCHIVE)


def read_sent(name: str, data: bytes) -> list[Entry]:
    """The files of what somebody sent under a name: an archive, or one file as the pack that it makes.

    Raises AuthorError or IntegrityError, as `read_upload` and `read_single` do.
    """
    if not is_single(name, data):
        return read_upload(data, source=f"`{name}`")
    entry, called = read_single(name, data)
    return list(import_files([entry], called).entries)


def read_single(name: str, data: bytes, folder: str = "", within: str = "") -> tuple[Entry, str]:
    """One file where a package would have it, and what the package is called.

    ``folder`` is what it is called when the file's own name does not say; ``within`` is the folder that it
    lies in, which can say of a page what it is. Raises AuthorError E_SINGLE_FILE for what is no pack by
    itself, E_TOO_LARGE, E_MANIFEST_ENCODING, and what reading the front matter of a page raises.
    """
    if len(data) > DEFAULT_LIMITS.file:
        raise FORMAT.error("E_TOO_LARGE", what=f"`{name}`", limit=DEFAULT_LIMITS.file, size=len(data))
    place, called = _place_of(name, data, folder, within)
    if not slug(called):
        raise _refused(name, "does not say what its pack is called", _how_to_name(place))
    return Entry(place, data, executable=False), called


def _place_of(name: str, data: bytes, folder: str, within: str) -> tuple[str, str]:
    known = _PLACES.get(name.lower(), "")
    if known and (folder or known != SKILL_PAGE):
        return known, folder
    if not name.lower().endswith(".md"):
        raise _refused(name, "is no part of a pack that can stand alone", _FOLDER)
    fields = read_frontmatter(name, decode_utf8(name, data)).fields
    if known:
        return known, str(fields.get("name") or "")
    for pattern, place in _NAMED:
        if found := pattern.fullmatch(name):
            return place.format(found[1]), found[1]
    stem = name[: -len(".md")]
    if within in _SAY_KIND and "." not in stem and stem.lower() != "readme":
        return f"{within}/{stem}.md", stem
    return _place_by_fields(name, frozenset(fields))


def _place_by_fields(name: str, fields: frozenset[str]) -> tuple[str, str]:
    stem = name[: -len(".md")]
    if "description" not in fields:
        raise _refused(name, "does not say what it is", f"call it {_KINDS}; {_FOLDER} if it is none of them")
    if "name" not in fields and "." not in stem and fields <= _COMMAND:
        return f"commands/{stem}.md", stem
    is_agent, is_skill = bool(fields & _AGENT), bool(fields & _SKILL)
    if "name" not in fields or "." in stem or is_agent == is_skill:
        raise _refused(name, "could be a page of more than one kind", f"call it {_KINDS}")
    return (f"agents/{stem}.md", stem) if is_agent else (SKILL_PAGE, stem)


def _how_to_name(place: str) -> str:
    line = "write a line `name: month-end` between two lines `---` at its top, or "
    return f"{line if place == SKILL_PAGE else ''}{_FOLDER}"


def _refused(name: str, found: str, remedy: str) -> CtxpackError:
    return FORMAT.error("E_SINGLE_FILE", path=name, found=found, remedy=remedy)
