"""Rules about files by what they are, whatever their names say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.filetype import ARCHIVE, MARKUP, PICTURE, PROGRAM, file_type
from packformat.rules.base import AUTHOR_KNOWS, ELSEWHERE, NAMED_ELSEWHERE, Rule, Seen, seen_error
from packformat.rules.textfile import MOST_READ, TEXT_SUFFIXES, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.archive import Entry
    from packformat.rules.view import PackView

_OFFICE_SUFFIXES = frozenset(("docx", "xlsx", "pptx", "dotx", "xltx", "potx", "odt", "ods", "odp", "epub"))
_OFFICE_MARKS = (b"[Content_Types].xml", b"mimetype")
"""The name of an entry that every Office document (ECMA-376), OpenDocument file and e-book has."""
_PICTURE_SUFFIXES = frozenset(("png", "jpg", "jpeg", "gif", "webp", "ico"))
_ACTIVE = re.compile(
    rb"<\s*(?:[\w.-]{1,40}:)?(script|foreignobject|handler|iframe|frame|embed|object|applet|form|input|button|"
    rb"textarea|select|meta|base|link|audio|video)\b|\s(on[a-z]{3,20})\s*=|"
    rb"(?:href|src)\s*=\s*[\"']?\s*((?:https?:|//|javascript:|data:text)[^\"'\s>]{0,40})",
    re.IGNORECASE,
)
"""What runs, asks or fetches, whatever its prefix. A `foreignObject` holds a page of its own: programs that
draw charts put labels there, and can write them as text."""
_INSTALL_SCRIPTS = ("preinstall", "install", "postinstall", "prepare")
_BUILDERS = frozenset(("husky", "lefthook", "tsc", "esbuild", "ncc"))
"""Programs that only make files of a package's own, or keep its author's commits in order; not those that run
what a settings file beside them says."""
_RUNS = re.compile(r"(?:npm|pnpm|yarn|bun)(?:\s+run)?\s+([\w:-]+)")
_BETWEEN = re.compile(r"\s*(?:&&|;|\|\|)\s*")
_JOINS = re.compile(r"[|&;$`<>(]")
"""Signs by which a shell puts another program, or what it says, into a command."""
_NOTHING = frozenset(("true", "exit 0", ":"))
_MOST_LED = 3
"""Scripts of a package that lead one to the next."""
_COMMAND_CLASS = re.compile(r"\bcmdclass\s*=")
_LFS = b"version https://git-lfs.github.com/spec/"
_LINK = re.compile(rb"((?:\.\./)+[\w./ -]{1,200})\n?")
_LARGE_FILE, _LARGE_PACK, _MANY_FILES = 1024 * 1024, 5 * 1024 * 1024, 500
"""What 99 of 100 real skills and plugins stay below."""


def _programs(view: PackView) -> Iterator[Seen]:
    """Stops what no rule and no reader can look into."""
    for entry in view.files.values():
        kind = file_type(entry.data)
        if kind and kind.family == PROGRAM:
            yield seen_error(FORMAT.error("E_CONTENT_BINARY", path=entry.path, type=kind.name), entry.path)


def _archives(view: PackView) -> Iterator[Seen]:
    """Stops what the strict reader of packs would have refused, one layer deeper."""
    for entry in view.files.values():
        kind = file_type(entry.data)
        if kind and kind.family == ARCHIVE and not _is_office(entry):
            yield seen_error(FORMAT.error("E_CONTENT_ARCHIVE", path=entry.path, type=kind.name), entry.path)


def _is_office(entry: Entry) -> bool:
    return suffix_of(entry.path) in _OFFICE_SUFFIXES and any(mark in entry.data for mark in _OFFICE_MARKS)


def _type_lie(view: PackView) -> Iterator[Seen]:
    """Stops a file that one program shows as a picture and another runs or reads as text."""
    for entry in view.files.values():
        suffix, kind = suffix_of(entry.path), file_type(entry.data)
        family = kind.family if kind else ""
        binary = family not in {"", MARKUP}
        if entry.data.startswith(_LFS) or _link_in(entry):
            continue
        if (suffix in TEXT_SUFFIXES and binary) or (
            suffix in _PICTURE_SUFFIXES and entry.data and family != PICTURE
        ):
            found = kind.name if kind else "no picture"
            error = FORMAT.error("E_CONTENT_TYPE", path=entry.path, named=f"`.{suffix}`", found=found)
            yield seen_error(error, entry.path)


def _active_picture(view: PackView) -> Iterator[Seen]:
    room = MOST_READ
    for entry in view.files.values():
        if suffix_of(entry.path) == "svg":
            room -= len(entry.data)
            if room < 0:
                view.given_up.add(entry.path)
                continue
            found = _ACTIVE.search(entry.data)
            if found:
                element = next(part for part in found.groups() if part).decode("ascii", "replace")
                error = FORMAT.error("E_CONTENT_ACTIVE", path=entry.path, element=f"`{element}`")
                yield seen_error(error, entry.path)


def _install_scripts(view: PackView) -> Iterator[Seen]:
    for path, entry in view.files.items():
        name = path.rpartition("/")[2]
        if name == "package.json":
            for key in _install_scripts_of(entry):
                line = view.line_of(path, f'"{key}"')
                yield _runs_by_itself(path, line, f"its script `{key}`")
        elif name == "setup.py" and _COMMAND_CLASS.search(view.text(path)):
            yield _runs_by_itself(path, view.line_of(path, "cmdclass"), "what its `cmdclass` names")


def _runs_by_itself(path: str, line: int, what: str) -> Seen:
    message = f"Whoever installs what `{path}` describes runs {what} as well, without being asked"
    fix = "take it out, and tell in the README which command does the same, so that the user can run it"
    return Seen(path, message, fix, line, "E_REMOTE_EXEC")


def _install_scripts_of(entry: Entry) -> list[str]:
    try:
        value = json.loads(entry.data)
    except (ValueError, RecursionError):
        return []
    scripts = value.get("scripts") if isinstance(value, dict) else None
    if not isinstance(scripts, dict):
        return []
    return [key for key in _INSTALL_SCRIPTS if key in scripts and not _only_builds(scripts, scripts[key])]


def _only_builds(scripts: dict[str, object], script: object, led: int = 0) -> bool:
    """Whether every command of a script is a well-known builder, or another script of which that is true."""
    if not isinstance(script, str) or led > _MOST_LED:
        return False
    for command in _BETWEEN.split(script.strip()):
        runs = _RUNS.fullmatch(command)
        told = _only_builds(scripts, scripts.get(runs[1]), led + 1) if runs else False
        is_builder = command.partition(" ")[0] in _BUILDERS and not _JOINS.search(command)
        if not (told or is_builder or command in _NOTHING):
            return False
    return True


def _lfs_pointer(view: PackView) -> Iterator[Seen]:
    for path, entry in view.files.items():
        if entry.data.startswith(_LFS):
            message = f"`{path}` is only a note where Git keeps the file: its content is missing"
            yield Seen(path, message, "fetch it with `git lfs pull` and pack again")
        elif link := _link_in(entry):
            message = f"`{path}` holds nothing but `{link}`, to which a link led: its content is missing"
            yield Seen(path, message, "put the file itself there")


def _link_in(entry: Entry) -> str:
    """Where a link led that was saved as a text, as systems without links do; empty for other files."""
    found = _LINK.fullmatch(entry.data)
    path = found[1].decode("utf-8", "replace") if found else ""
    return path if path.rpartition("/")[2] == entry.path.rpartition("/")[2] else ""


def _large(view: PackView) -> Iterator[Seen]:
    for path, entry in view.files.items():
        if len(entry.data) > _LARGE_FILE:
            message = f"`{path}` has {len(entry.data):,} bytes, more than 99 of 100 packs put into one file"
            yield Seen(path, message, "leave out what an agent does not need")
    total = sum(len(entry.data) for entry in view.files.values())
    if total > _LARGE_PACK or len(view.files) > _MANY_FILES:
        message = f"The pack has {len(view.files):,} files and {total:,} bytes, more than 99 of 100 packs"
        yield Seen("", message, "leave out what an agent does not need")


RULES = (
    Rule(
        "file/program",
        "error",
        "A pack ships no programs that cannot be read.",
        _programs,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "file/archive",
        "error",
        "A pack holds no archives but Office documents.",
        _archives,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("file/type", "error", "A file is what its name says.", _type_lie, by_hand=NAMED_ELSEWHERE),
    Rule("file/active-picture", "error", "Pictures are still.", _active_picture, by_hand=AUTHOR_KNOWS),
    Rule(
        "file/install-script",
        "error",
        "Nothing runs because something is installed.",
        _install_scripts,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "file/lfs-pointer", "warning", "Files are there with their content.", _lfs_pointer, by_hand=ELSEWHERE
    ),
    Rule(
        "file/large", "hint", "A pack is small enough to be fetched in passing.", _large, by_hand=AUTHOR_KNOWS
    ),
)
