"""Rules about scaffolds: what they lay out stays where it is put, and harms nobody who has it laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error
from packformat.scaffolds import DESCRIPTION, FOLDER, keys_of, laid_out, scaffolds_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView


def _paths(view: PackView) -> Iterator[Seen]:
    files = {path: entry.data for path, entry in view.files.items() if path.startswith(FOLDER)}
    asked = {item["key"] for item in view.manifest.as_dict().get("inputs", ())} if view.manifest else set()
    for scaffold in scaffolds_in(files):
        path = f"{FOLDER}{scaffold.name}/{DESCRIPTION}"
        try:
            laid_out(scaffold, dict.fromkeys(asked, "value"))
        except CtxpackError as error:
            yield seen_error(error, path)._replace(path=path)
        for key in sorted(keys_of(scaffold, asked) - asked):
            message = f"A name in it has a place for `{key}`, and the pack does not ask for such a value"
            yield Seen(path, message, f"declare an input `{key}` in `pack.toml`, or mend the name")


RULES = (
    Rule(
        "scaffold/paths",
        "error",
        "What a scaffold lays out is folders and files for people alone.",
        _paths,
        by_hand=AUTHOR_KNOWS,
    ),
)
