"""Samples of good and bad results as the examples of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RESULT = "answer.md"
"""The file that holds a result: in an example, and where an eval looks for it."""


def sample_folder(sample: Mapping[str, Any]) -> str:
    """Where an example stands."""
    return f"examples/{sample.get('label', 'good')}-{sample['id']}"


def sample_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """Each sample that has a text: the text, and why it is good or bad."""
    for sample in content.get("samples", ()):
        if sample.get("text"):
            folder = sample_folder(sample)
            yield Entry(f"{folder}/{RESULT}", f"{sample['text']}\n".encode())
            fields = {
                "label": sample.get("label", "good"),
                "title": sample.get("title", ""),
                "reason": sample.get("reason", ""),
            }
            described = {key: value for key, value in fields.items() if value}
            yield Entry(f"{folder}/example.toml", toml_document(described).encode("utf-8"))
