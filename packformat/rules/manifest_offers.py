"""Edits that answer what is wrong with ``pack.toml``: each is tried on the file before it is offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.compose.manifest import FIRST_VERSION
from packformat.derive import slug
from packformat.edits import Edit, apply_edits
from packformat.manifest import read_manifest
from packformat.paths import MANIFEST_PATH
from packformat.rules.field_offers import answers, meant_edits
from packformat.rules.offers import without_mark, without_twin
from packformat.texts import MARKED_UTF8
from packformat.tomltext import toml_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.errors import CtxpackError

_LARGEST = 32 * 1024
"""Bytes of a manifest on which edits are tried: many times the largest that anybody wrote."""
_MOST_LINES = 20
"""Lines that cannot be read and are read as they were meant."""
_MOST_TRIED = 200 * 1024
"""Bytes of edited manifests that are read to try the edits: those of forty that somebody wrote by hand."""
_PLACE = re.compile(r"\((?:at )?line (\d+)")
_SETS = re.compile(r"(\s*)([\w-]+)\s*[:=](.*)", re.DOTALL)
_QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
"""What people put around a text, straight and otherwise."""
_NUMBERS = re.compile(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?")
_VERSION = re.compile(r"version\s*=\s*(\S+)")
_MISSING = {"`schema`": "schema = 1", "`version`": f"version = {toml_value(FIRST_VERSION)}"}
"""Fields without which there is one thing to write, and what that is."""


def told(data: bytes, problems: list[CtxpackError]) -> Iterator[tuple[CtxpackError, Edit | None]]:
    """Everything that is wrong with a manifest, and the edit that answers each, where one is certain.

    A line that cannot be read hides the rest: where it is certain what it means, reading goes on behind it.
    """
    written, tries = data, iter(range(_MOST_TRIED // (len(data) + 1)))
    for _ in range(_MOST_LINES):
        pairs = [(problem, _offered(data, problem, problems, tries)) for problem in problems]
        for problem, edit in pairs:
            yield problem, edit if edit and _edited(written, edit) != written else None
        hiding = next((edit for problem, edit in pairs if edit and line_of(problem)), None)
        if hiding is None:
            return
        data = _edited(data, hiding)
        problems = _problems(data)


def _offered(
    data: bytes, problem: CtxpackError, problems: list[CtxpackError], tries: Iterator[int]
) -> Edit | None:
    """The edit after which a problem is gone and no other has come; None where there is none."""
    if len(data) > _LARGEST:
        return None
    lines = data.decode("utf-8", "replace").split("\n")
    known = {one.message for one in problems}
    edits = filter(None, _CANDIDATES.get(problem.code, _none)(lines, problem))
    return next(
        (edit for edit, _ in zip(edits, tries, strict=False) if _is_gone(data, edit, problem, known)), None
    )


def _edited(data: bytes, edit: Edit) -> bytes:
    return apply_edits([Entry(MANIFEST_PATH, data)], [edit])[0].data


def _is_gone(data: bytes, edit: Edit, problem: CtxpackError, known: set[str]) -> bool:
    place = line_of(problem)
    if place:
        # Nothing else could be told before the file can be read: it must be readable further down.
        left = _problems(_edited(data, edit))
        return all(not line_of(one) or line_of(one) > place for one in left)
    return answers(edit, data, problem, known, _problems)


def _problems(data: bytes) -> list[CtxpackError]:
    return read_manifest(data)[1]


def line_of(problem: CtxpackError) -> int:
    """The line that cannot be read, of a problem that is of one."""
    if problem.data.get("found") == MARKED_UTF8:
        return 1
    found = _PLACE.search(f"{problem.data.get('reason', '')}{problem.data.get('where', '')}")
    return int(found[1]) if found else 0


def _syntax(lines: list[str], problem: CtxpackError) -> Iterator[Edit | None]:
    """A value without quotes or in others, or after a colon: as whoever knows other formats writes it."""
    number = line_of(problem)
    sets = _SETS.fullmatch(lines[number - 1])
    if sets and sets[3].strip():
        indent, key, value = sets[1], sets[2], sets[3].strip()
        for written in (value, toml_value(value.strip(_QUOTES))):
            yield Edit(MANIFEST_PATH, number, lines[number - 1].rstrip("\r"), f"{indent}{key} = {written}")


def _twice(lines: list[str], problem: CtxpackError) -> Iterator[Edit | None]:
    yield without_twin(MANIFEST_PATH, "\n".join(lines), str(problem.data.get("where")))


def _name(lines: list[str], problem: CtxpackError) -> Iterator[Edit | None]:
    name = str(problem.data["name"])
    yield _respelled(lines, "name", toml_value(name), toml_value(slug(name)))
    for number, line, key in _setting(lines, name):
        yield Edit(MANIFEST_PATH, number, line[: key.end()], slug(name))


def _cycle(lines: list[str], problem: CtxpackError) -> Iterator[Edit | None]:
    """A pack that requires itself: the line that says so is left empty."""
    for number, line, _ in _setting(lines, str(problem.data["cycle"]).partition(" ")[0]):
        yield Edit(MANIFEST_PATH, number, line.rstrip("\r"), "")


def _setting(lines: list[str], name: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """The lines that begin with a name and set it, with the place of the name."""
    sets = re.compile(rf"\s*\"?{re.escape(name)}\"?(?=\s*=)")
    found = ((number, line, sets.match(line)) for number, line in enumerate(lines, 1))
    return ((number, line, key) for number, line, key in found if key)


def _encoding(lines: list[str], _problem: CtxpackError) -> Iterator[Edit | None]:
    yield without_mark(MANIFEST_PATH, lines[0])


def _version(lines: list[str], problem: CtxpackError) -> Iterator[Edit | None]:
    version = str(problem.data["version"])
    yield _respelled(lines, "version", toml_value(version), toml_value(_three_numbers(version)))


def _schema(lines: list[str], problem: CtxpackError) -> Iterator[Edit | None]:
    """A field that is missing comes first, where no table has begun; a version is text, not a number."""
    field = str(problem.data["field"])
    if field in _MISSING:
        yield Edit(MANIFEST_PATH, 1, "", _MISSING[field])
    found = next(filter(None, map(_VERSION.match, lines)), None) if field == "`version`" else None
    if found:
        yield _respelled(lines, "version", found[1], toml_value(_three_numbers(found[1])))
    yield from meant_edits(MANIFEST_PATH, lines, problem)


def _none(_lines: list[str], _problem: CtxpackError) -> Iterator[Edit | None]:
    return iter(())


def _respelled(lines: list[str], key: str, old: str, new: str) -> Edit | None:
    """The first line that sets a key to a value, both as they are written there, with another value."""
    pattern = re.compile(rf"{key}\s*=\s*{re.escape(old)}")
    for number, line in enumerate(lines, 1):
        found = pattern.match(line) if old else None
        if found:
            return Edit(MANIFEST_PATH, number, found[0], f"{key} = {new}")
    return None


def _three_numbers(text: str) -> str:
    """A version with all of its numbers; the text itself where it is no version at all."""
    found = _NUMBERS.fullmatch(text)
    return ".".join(number or "0" for number in found.groups()) if found else text


_CANDIDATES: dict[str, Callable[[list[str], CtxpackError], Iterator[Edit | None]]] = {
    "E_MANIFEST_SYNTAX": _syntax,
    "E_DUPLICATE_KEY": _twice,
    "E_NAME": _name,
    "E_VERSION": _version,
    "E_DEPENDENCY_CYCLE": _cycle,
    "E_MANIFEST_ENCODING": _encoding,
    "E_SCHEMA": _schema,
}
