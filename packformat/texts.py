"""Strict readers for the text formats that a pack's own files use: UTF-8, TOML and JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from math import isfinite
from typing import Any

from packformat.codes import FORMAT
from packformat.paths import DEFAULT_LIMITS

DEEPEST_NESTING = 50
"""Levels of tables, lists and objects: ten times what any real manifest uses, far below the stack."""

_DEEP_KEY = re.compile(rf"""(?<![\w"'-])[\w"'-]++(?:[ \t]*+\.[ \t]*+[\w"'-]++){{{DEEPEST_NESTING}}}""")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_TOML_END = "(at end of document)"
_PLAIN_TOML = {
    "Expected '=' after a key": "a `=` is missing between a name and its value",
    "Invalid value": "a value is missing, or a text is not in straight quotes",
    "Expected newline or end of document": "something follows after the end of a value",
    "Illegal character '\\n'": "a text has no closing quote",
    "Invalid statement": "a line begins with something that is no name",
}
"""What `tomllib` says of the slips that people make, and how a person would say it."""
_PLAIN_WORDS = {
    "Expecting property name enclosed in double quotes": "a comma too many, or a name not in straight quotes",
    "Expecting value": "a value is missing, or there is a comma too many",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Extra data": "something follows after the end",
    "Unterminated string starting at": "a text has no closing quote",
    "Invalid control character at": "a text goes over the end of its line",
}
"""What the parser says, in the words of somebody who never read about JSON."""
MARKED_UTF8 = "UTF-8 with a byte-order mark"
_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": MARKED_UTF8,
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def decode_utf8(path: str, data: bytes) -> str:
    """Decode a file that a program parses; raises E_MANIFEST_ENCODING naming what was found instead."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            raise FORMAT.error("E_MANIFEST_ENCODING", path=path, found=encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte {data[error.start]:#04x} at offset {error.start}"
        raise FORMAT.error("E_MANIFEST_ENCODING", path=path, found=found) from None


def read_toml(path: str, data: bytes) -> dict[str, Any]:
    """Read TOML 1.0 without what JSON lacks: NaN and infinity are refused, and dates become texts (ISO 8601).

    Raises E_TOO_LARGE, E_MANIFEST_… or E_DUPLICATE_KEY.
    """
    text = _decode_document(path, data)
    _check_dotted_keys(path, text)

    def finite(number: str) -> float:
        value = float(number)
        if not isfinite(value):
            reason = f"`{number}` at {_place(text, number)} is not a number"
            raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason=reason)
        return value

    try:
        value = tomllib.loads(text, parse_float=finite)
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(path, text, str(error)) from None
    except ValueError:
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason="a number is too long") from None
    except RecursionError:
        raise FORMAT.error("E_MANIFEST_DEPTH", path=path, limit=DEEPEST_NESTING) from None
    _check_depth(path, value)
    return {key: _plain(item) for key, item in value.items()}


def _plain(value: Any) -> Any:
    """A value with its dates as the texts that the schemas describe."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def read_json(path: str, data: bytes) -> Any:
    """Read JSON (RFC 8259) without what readers differ on: double keys, NaN, lone surrogates, deep nesting.

    Raises E_TOO_LARGE, E_MANIFEST_… or E_DUPLICATE_KEY.
    """
    text = _decode_document(path, data)

    def refuse_constant(name: str) -> float:
        raise FORMAT.error(
            "E_MANIFEST_SYNTAX", path=path, reason=f"{name} at {_place(text, name)} is not JSON"
        )

    def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise FORMAT.error("E_DUPLICATE_KEY", path=path, key=twice, where="")
        return result

    try:
        value = json.loads(text, parse_constant=refuse_constant, object_pairs_hook=unique_keys)
    except json.JSONDecodeError as error:
        ended = not text[error.pos :].strip()
        said = "the file ends too early" if ended else _PLAIN_WORDS.get(error.msg, error.msg)
        reason = f"{said} (at line {error.lineno}, column {error.colno})"
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason=reason) from None
    except ValueError:
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason="a number is too long") from None
    except RecursionError:
        raise FORMAT.error("E_MANIFEST_DEPTH", path=path, limit=DEEPEST_NESTING) from None
    _check_depth(path, value)
    check_surrogates(path, value, "the file")
    return value


def _decode_document(path: str, data: bytes) -> str:
    limit = DEFAULT_LIMITS.manifest
    if len(data) > limit:
        raise FORMAT.error("E_TOO_LARGE", what=f"`{path}`", limit=limit, size=len(data))
    text = decode_utf8(path, data)
    if not text.strip():
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason="it is empty (at line 1, column 1)")
    return text


def _check_dotted_keys(path: str, text: str) -> None:
    """Stop a key of thousands of parts, over which `tomllib` takes time that grows with their square."""
    if _DEEP_KEY.search(text):
        raise FORMAT.error("E_MANIFEST_DEPTH", path=path, limit=DEEPEST_NESTING)


def _toml_error(path: str, text: str, reason: str) -> Exception:
    if reason.endswith(_TOML_END):
        rows = text.split("\n")
        reason = f"{reason.removesuffix(_TOML_END)}(at line {len(rows)}, column {len(rows[-1]) + 1})"
    place = _TOML_PLACE.search(reason)
    number = int(place[1]) if place else 1
    line = text.split("\n")[number - 1]
    field = line.partition("=")[0].strip(" \t[]")
    if reason.startswith(("Cannot overwrite a value", "Cannot declare", "Duplicate inline table key")):
        return FORMAT.error("E_DUPLICATE_KEY", path=path, key=field, where=f" (line {number})")
    if reason.startswith("Escaped character is not a Unicode scalar value"):
        return FORMAT.error("E_MANIFEST_ENCODING", path=path, found=f"half a character in `{field}`")
    for said, plain in _PLAIN_TOML.items():
        if reason.startswith(said):
            reason = f"{plain} {place[0] if place else ''}".rstrip()
    return FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason=reason)


def _place(text: str, word: str) -> str:
    """Where a word stands by itself for the first time, rather than inside another one."""
    found = re.search(rf"(?<![\w\"'.-]){re.escape(word)}(?!\w)", text)
    before = text[: found.start() if found else 0]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


def _check_depth(path: str, value: object, depth: int = 0) -> None:
    if depth > DEEPEST_NESTING:
        raise FORMAT.error("E_MANIFEST_DEPTH", path=path, limit=DEEPEST_NESTING)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _check_depth(path, child, depth + 1)


def check_surrogates(path: str, value: object, field: str) -> None:
    """Raise E_MANIFEST_ENCODING for half a character anywhere in plain values: no reader could write it."""
    if isinstance(value, str):
        if _SURROGATE.search(value):
            raise FORMAT.error("E_MANIFEST_ENCODING", path=path, found=f"half a character in {field}")
    elif isinstance(value, dict):
        for key, child in value.items():
            check_surrogates(path, key, f"a key of {field}")
            check_surrogates(path, child, f"`{key}`")
    elif isinstance(value, list):
        for child in value:
            check_surrogates(path, child, field)
