"""Any document as a facsimile."""

from __future__ import annotations

from importlib import import_module

from packformat.convert.document import suffix_of
from packformat.convert.facsimile.block import Facsimile, bounded

_MODULES = {
    ".csv": "delimited",
    ".docx": "word",
    ".eml": "mail",
    ".htm": "hypertext",
    ".html": "hypertext",
    ".pdf": "pages",
    ".pptx": "slides",
    ".tsv": "delimited",
    ".xlsx": "workbook",
    ".zip": "export",
}
_TEXT = "textfile"
NOTHING = Facsimile([], cut=True)


def facsimile(name: str, data: bytes) -> Facsimile:
    """A document that `packformat.convert.document.convert` has read, as a page can show it.

    What a library cannot draw is shown as nothing, and never costs the text.
    """
    suffix = suffix_of(name)
    module = import_module(f"packformat.convert.facsimile.{_MODULES.get(suffix, _TEXT)}")
    try:
        return bounded(module.blocks(data, suffix))
    except Exception:  # noqa: BLE001 - strangers' bytes in others' libraries: the text is there already
        return NOTHING
