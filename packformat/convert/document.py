"""Any document: told apart by its name, held to what its first bytes say, converted, cleaned."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.convert.limits import check
from packformat.convert.result import Converted, Loss, told
from packformat.filetype import DOCUMENT, describe, file_type

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_DOCUMENT = 20 * 1024 * 1024
"""Bytes of one document."""

_MODULES = {
    ".csv": "delimited",
    ".docx": "word",
    ".eml": "mail",
    ".htm": "hypertext",
    ".html": "hypertext",
    ".markdown": "textfile",
    ".md": "textfile",
    ".pdf": "pdf",
    ".pptx": "slides",
    ".srt": "captions",
    ".tsv": "delimited",
    ".txt": "textfile",
    ".vtt": "captions",
    ".xlsx": "workbook",
    ".zip": "exports.export",
}
EXPORT = ".zip"
"""The ending of exports of conversations, which become many pages."""
SUFFIXES = tuple(_MODULES)
"""The endings of the names of documents that can be converted."""
_ZIPPED = frozenset((".docx", ".pptx", ".xlsx", EXPORT))
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""Characters that people do not see and agents read."""


def convert(name: str, data: bytes, *, keep_names: bool = False) -> Converted:
    """A document as Markdown, and every loss; ``name`` says by its ending what the document is.

    Who speaks in an export has a number instead of a name, unless ``keep_names``; other documents are as
    they are either way.

    Raises AuthorError E_CONVERT_… for what is no such document, hostile, locked, empty or too large, and
    UsageError E_CONVERT_LIBRARY where the libraries for office documents are not installed.
    """
    suffix = suffix_of(name)
    if len(data) > LARGEST_DOCUMENT:
        raise FORMAT.error("E_TOO_LARGE", what=f"`{name}`", limit=LARGEST_DOCUMENT, size=len(data))
    _check_first_bytes(suffix, data)
    try:
        converted = _converter(suffix, keep_names=keep_names)(data)
    except RecursionError:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason="it nests without end") from None
    check("text", len(converted.markdown))
    if not converted.markdown.strip():
        raise FORMAT.error("E_CONVERT_EMPTY", what="the document")
    return _without_invisible(converted)


def suffix_of(name: str) -> str:
    """The ending of a document's name; raises E_CONVERT_TYPE for one that is not converted."""
    suffix = "." + name.rpartition(".")[2].lower()
    if "." not in name or suffix not in _MODULES:
        raise FORMAT.error("E_CONVERT_TYPE", name=name, known=" ".join(SUFFIXES))
    return suffix


def _check_first_bytes(suffix: str, data: bytes) -> None:
    """Text that is a picture, or a Word document that is a program, is refused before anything reads it."""
    if suffix in _ZIPPED:
        fits = data.startswith(b"PK\x03\x04") or (file_type(data) or ("",))[0] == DOCUMENT
    elif suffix == ".pdf":
        fits = b"%PDF-" in data[:1024]
    else:
        fits = b"\0" not in data[:1024] or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not fits:
        raise FORMAT.error(
            "E_CONVERT_BROKEN", what=f"a document of the kind {suffix}", reason=f"it is {describe(data)}"
        )


def _converter(suffix: str, *, keep_names: bool) -> Callable[[bytes], Converted]:
    """The converter of a kind; only its own libraries are loaded, and text needs none."""
    try:
        module = import_module(f"packformat.convert.{_MODULES[suffix]}")
    except ModuleNotFoundError as error:
        raise FORMAT.error("E_CONVERT_LIBRARY", suffix=suffix, library=error.name) from None
    named = suffix == EXPORT and keep_names
    converter: Callable[[bytes], Converted] = module.convert_named if named else module.convert
    return converter


def _without_invisible(converted: Converted) -> Converted:
    """Without characters that people do not see and agents read: a way to hide orders in a document."""
    text, count = INVISIBLE.subn("", converted.markdown)
    losses = [Loss("invisible-characters", "", str(count))] if count else []
    return Converted(text, tuple(told((*converted.losses, *losses))), converted.pages)
