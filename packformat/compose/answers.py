"""``answers.toml``: what the expert answered, word for word, so that the pages can open the pack again.

Long texts stand in the files that they become, and only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.content import in_order, normal, unfinished_errors
from packformat.compose.rules import document_path
from packformat.compose.samples import RESULT, sample_folder
from packformat.texts import read_toml
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from packformat.archive import Entry

ANSWERS_PATH = "answers.toml"
FORMAT_OF_ANSWERS = 1


def answers_file(content: Mapping[str, Any]) -> bytes:
    """The answers of a draft."""
    answers = in_order(content)
    short = {key: _without_texts(value) if key in _TEXT_PATHS else value for key, value in answers.items()}
    return toml_document({"answers": FORMAT_OF_ANSWERS, **short}).encode("utf-8")


def read_answers(files: Mapping[str, Entry]) -> dict[str, Any] | None:
    """The content that a pack's answers give; None where there are none, or others than ours.

    Raises AuthorError for a file that is not TOML.
    """
    if ANSWERS_PATH not in files:
        return None
    value = read_toml(ANSWERS_PATH, files[ANSWERS_PATH].data)
    if value.pop("answers", None) != FORMAT_OF_ANSWERS or unfinished_errors(value):
        return None
    for part, path_of in _TEXT_PATHS.items():
        for item in value.get(part, ()):
            entry = files.get(path_of(value, item))
            if entry:
                item["text"] = entry.data.decode("utf-8", "replace")
    return normal(value)


def _without_texts(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in item.items() if key != "text"} for item in items]


def _sample_path(_: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    return f"{sample_folder(item)}/{RESULT}"


_TEXT_PATHS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], str]] = {
    "documents": document_path,
    "samples": _sample_path,
}
