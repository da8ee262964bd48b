"""What an agent left behind, as graders look at it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unreadable(Exception):  # noqa: N818 - not an error of the program: a grader's answer to why not
    """What a grader wanted to look at is not there or is not what it should be; says which."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The end of one run of a case.

    ``files`` are those of the workspace by path, ``start`` those it began with, ``pack`` those of the pack;
    ``answer`` is the agent's last message; ``tools`` names each tool that it used, in order; ``exit_codes``
    holds what commands of `exit-code` graders ended with, by the grader's id. ``task`` is what was asked for,
    and ``answers`` what each judge answered, by the question.
    """

    files: Mapping[str, bytes]
    start: Mapping[str, bytes] = field(default_factory=dict)
    pack: Mapping[str, bytes] = field(default_factory=dict)
    answer: str = ""
    tools: tuple[str, ...] = ()
    exit_codes: Mapping[str, int] = field(default_factory=dict)
    task: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """A file as text; raises Unreadable."""
        if path not in self.files:
            raise Unreadable(f"`{path}` is not there")
        try:
            return self.files[path].decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable(f"`{path}` is not UTF-8 text") from None

    def document(self, path: str) -> Any:
        """A file as JSON; raises Unreadable."""
        try:
            return json.loads(self.text(path))
        except (ValueError, RecursionError):
            raise Unreadable(f"`{path}` is not JSON") from None

    def values(self, path: str, keys: str) -> list[str]:
        """What a dotted path leads to in a JSON file, lists flattened; texts as they are, the rest as JSON.

        ``*`` stands for every item of a list. Raises Unreadable.
        """
        found = [self.document(path)]
        for step in keys.split("."):
            found = [item for value in found for item in _step(value, step, path)]
        flat = [item for value in found for item in (value if isinstance(value, list) else [value])]
        return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in flat]

    def rows(self, path: str, keys: str) -> list[Mapping[str, Any]]:
        """The rows of a CSV file, or with ``keys`` those of a list in a JSON file; raises Unreadable."""
        if not keys:
            try:
                return list(csv.DictReader(io.StringIO(self.text(path), newline="")))
            except csv.Error as error:
                raise Unreadable(f"`{path}` is not CSV: {error}") from None
        found = [self.document(path)]
        for step in keys.split("."):
            found = [item for value in found for item in _step(value, step, path)]
        rows = [row for value in found for row in (value if isinstance(value, list) else [value])]
        if not all(isinstance(row, dict) for row in rows):
            raise Unreadable(f"`{keys}` of `{path}` is not a list of rows")
        return rows


def _step(value: object, step: str, path: str) -> list[Any]:
    if step == "*" and isinstance(value, list):
        return value
    if isinstance(value, dict) and step in value:
        return [value[step]]
    raise Unreadable(f"`{path}` has no `{step}` where one is looked for")
