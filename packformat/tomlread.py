"""Reading TOML 1.0 that we have most likely written ourselves: `ctxpack.toml` and `ctxpack.lock`.

What stands in the plain form that `tomltext` writes is read here, and means here what it means in TOML. All
else is left to the standard library's parser, which takes as long to load as the files of a small install.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_DIGITS = frozenset("0123456789")
_LONGEST_NUMBER = 15
"""Digits: more than any size has."""
_TWICE = ("Cannot overwrite a value", "Cannot declare")
"""How the standard library begins to say that a key or a section stands there twice."""


def read_tables(text: str) -> dict[str, Any]:
    """The tables of a document; raises ValueError and RecursionError as `tomllib.loads` does."""
    try:
        return _read_plain(text)
    except _NotPlainError:
        import tomllib  # noqa: PLC0415 - only for what somebody has written by hand

        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            _check_merged(text)
            if str(error).startswith(_TWICE):
                _check_doubles(text, _line_of(error, text))
            raise


def _check_merged(text: str) -> None:
    """Raise ValueError for a file in which git has left both sides of a conflict."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("<<<<<<< "):
            raise ValueError(
                f"git has left a conflict at line {number}: keep the lines that are right of both sides, "
                "and take its marks out"
            )


def _line_of(error: ValueError, text: str) -> int:
    """The line that the standard library names; it names none at the end of a document."""
    named = str(error).partition("(at line ")[2].partition(",")[0]
    return int(named) if named else text.count("\n") + 1


def _check_doubles(text: str, line_of_second: int) -> None:
    """Raise ValueError naming both lines that say one thing, as a merge of two branches leaves them.

    Lines of a longer value may look so, too, and tables of an array have the same head.
    """
    section = ""
    lines: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        head = line.split("#")[0].strip()
        key, equals, _ = (part.strip() for part in line.partition("="))
        if head.startswith("[") and head.endswith("]"):
            section, key = head, ""
        elif not equals or key.startswith("#"):
            continue
        first = lines.setdefault((section, key), number)
        if first < number == line_of_second:
            raise ValueError(
                f"lines {first} and {number} both say `{key or section}`: keep one, with what is right of "
                "both; git keeps both where it has merged two branches"
            )


class _NotPlainError(Exception):
    """The document is not in the plain form."""


def _read_plain(text: str) -> dict[str, Any]:
    """Comments, `[section]` and `key = value`, each on a line of its own; nothing twice, nothing escaped."""
    tables: dict[str, Any] = {}
    table = tables
    for line in text.split("\n"):
        if line.startswith("[") and line.endswith("]"):
            table = {}
            _put(tables, line[1:-1], table)
        elif line.startswith("#") and line.isprintable():
            continue
        elif line:
            end = _read_pair(line, 0, table)
            _expect(end == len(line))
    return tables


def _read_pair(line: str, start: int, table: dict[str, Any]) -> int:
    """Read ``key = value`` into a table; returns where it ends."""
    equals = line.find(" = ", start)
    _expect(equals > 0)
    value, end = _read_value(line, equals + 3)
    _put(table, line[start:equals], value)
    return end


def _read_value(line: str, start: int) -> tuple[Any, int]:
    """A text, a number, a list or an inline table, and where it ends."""
    first = line[start : start + 1]
    if first == '"':
        end = line.find('"', start + 1)
        found = line[start + 1 : end]
        _expect(end > 0 and "\\" not in found and found.isprintable())
        return found, end + 1
    if first == "[":
        items: list[Any] = []
        return items, _read_items(line, start + 1, "]", lambda at: _read_item(line, at, items))
    if first == "{":
        table: dict[str, Any] = {}
        return table, _read_items(line, start + 1, "}", lambda at: _read_pair(line, at, table))
    return _read_number(line, start)


def _read_item(line: str, start: int, items: list[Any]) -> int:
    value, end = _read_value(line, start)
    items.append(value)
    return end


def _read_items(line: str, start: int, close: str, read: Callable[[int], int]) -> int:
    """Read what stands between commas up to the closing bracket; returns where that ends."""
    if line.startswith(close, start):
        return start + 1
    end = read(start)
    while line.startswith(", ", end):
        end = read(end + 2)
    _expect(line.startswith(close, end))
    return end + 1


def _read_number(line: str, start: int) -> tuple[int, int]:
    end = start
    while line[end : end + 1] in _DIGITS:
        end += 1
    digits = line[start:end]
    _expect(0 < len(digits) <= _LONGEST_NUMBER and (digits == "0" or digits[0] != "0"))
    return int(digits), end


def _put(table: dict[str, Any], key: str, value: object) -> None:
    _expect(key != "" and _BARE.issuperset(key) and key not in table)
    table[key] = value


def _expect(plain: bool) -> None:  # noqa: FBT001 - it is the whole meaning
    if not plain:
        raise _NotPlainError
