"""Rules about connectors: nothing secret stands in them, and what stands in for a server is there."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from packformat.errors import CtxpackError
from packformat.private import find_private
from packformat.rules.base import AUTHOR_KNOWS, WITHDRAWN_FIRST, Rule, Seen
from packformat.schema import component_errors
from packformat.texts import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_SECRET_WORDS = re.compile(r"token|secret|passw|api[_-]?key|authorization|credential", re.IGNORECASE)


_LONGEST_HEADER = 64 * 1024
"""Characters of a sample that are looked at; below the longest value that the reader takes."""


def _connectors(view: PackView) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those that can be read and are connectors; what else is wrong with them is for `component/schema`."""
    for component in view.components:
        if component.kind == "connector":
            try:
                value = read_json(component.path, view.files[component.path].data)
            except CtxpackError:
                continue
            if not component_errors(component.path, value, "connector"):
                yield component.path, value


def _secrets(view: PackView) -> Iterator[Seen]:
    for path, connector in _connectors(view):
        for variable in _variables(connector):
            name = str(variable["name"])
            is_secret = variable.get("isSecret") or _SECRET_WORDS.search(name)
            if is_secret and variable.get("default"):
                message = f"The value of `{name}` stands in the connector, and it is a secret"
                fix = 'take `default` out and write `"isSecret": true`: each user gives their own'
                yield Seen(path, message, fix, _line(view, path, name))
        text = view.files[path].data.decode("utf-8")
        for span in find_private(text):
            if span.kind == "secret":
                message = "What looks like a password or key stands in the connector"
                fix = (
                    "take it out; name an environment variable in its place, and change it where it was used"
                )
                yield Seen(path, message, fix, text.count("\n", 0, span.start) + 1)


def _sample(view: PackView) -> Iterator[Seen]:
    for path, connector in _connectors(view):
        fallback = connector.get("fallback", {})
        sample = fallback.get("sample")
        if sample and sample not in view.files:
            fix = "add a sample with made-up records, so that the pack works before anything is connected"
            yield Seen(path, f"Its sample `{sample}` is not in the pack", fix, _line(view, path, "sample"))
        elif sample and fallback["format"] == "csv":
            yield from _columns(view, connector)


def _columns(view: PackView, connector: dict[str, Any]) -> Iterator[Seen]:
    """The header has what is declared and what every record must have; values are checked on use.

    An author's patterns are never run here: one can be written that takes for ever on a short text.
    """
    fallback = connector["fallback"]
    text = view.files[fallback["sample"]].data.decode("utf-8", "replace").removeprefix("\ufeff")
    header = next(csv.reader(io.StringIO(text[:_LONGEST_HEADER], newline="")), [])
    required = connector.get("records", {}).get("required")
    needed = [*fallback.get("columns", ()), *(required if isinstance(required, list) else ())]
    missing = [name for name in dict.fromkeys(map(str, needed)) if name not in header]
    if missing:
        message = f"The sample has no column {', '.join(f'`{name}`' for name in missing)}"
        fix = "make the sample's first line, `columns` and `required` of `records` name the same columns"
        yield Seen(fallback["sample"], message, fix, 1)


def _line(view: PackView, path: str, key: str) -> int:
    before, found, _ = view.files[path].data.decode("utf-8").partition(f'"{key}"')
    return before.count("\n") + 1 if found else 0


def _variables(connector: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for package in connector.get("packages", ()):
        yield from package.get("environmentVariables", ())
    for remote in connector.get("remotes", ()):
        yield from remote.get("headers", ())


RULES = (
    Rule(
        "connector/secret",
        "error",
        "No password, key or token stands in a connector.",
        _secrets,
        by_hand=WITHDRAWN_FIRST,
    ),
    Rule(
        "connector/sample",
        "error",
        "The sample of a connector is there and has its columns.",
        _sample,
        by_hand=AUTHOR_KNOWS,
    ),
)
