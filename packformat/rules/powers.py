"""Rules about powers: what the files can do is what the manifest says they can do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.edits import Edit
from packformat.paths import MANIFEST_PATH
from packformat.powers.files import Files
from packformat.powers.plugin import unreadable_files
from packformat.powers.servers import UNPINNED
from packformat.powers.value import Powers, sentence_of
from packformat.rules.base import AUTHOR_KNOWS, ELSEWHERE, Rule, Seen, seen_error
from packformat.rules.offers import without_item
from packformat.tomltext import toml_document, toml_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_HEADER = "[powers]"


def _undeclared(view: PackView) -> Iterator[Seen]:
    if view.manifest is None or MANIFEST_PATH not in view.files:
        return  # what is derived from the files declares them
    missing = view.powers.without(Powers(view.manifest.powers))
    places = {power[:2]: power.path for power in reversed(view.search.found)}
    declaring = _Declaring(view, missing)
    for kind, item in _items(missing):
        place = places.get((kind, item), MANIFEST_PATH)
        error = FORMAT.error("E_UNDECLARED", sentence=sentence_of(kind), item=item, kind=kind)
        yield seen_error(error, place)._replace(edit=declaring.edit(kind, item))


def _unused(view: PackView) -> Iterator[Seen]:
    if view.manifest is None:
        return
    for kind, item in _items(Powers(view.manifest.powers).without(view.powers)):
        message = f"`pack.toml` declares a power that no file has. {sentence_of(kind)}: `{item}`"
        edit = without_item(view, MANIFEST_PATH, f"{kind} = [", toml_value(item))
        yield Seen(MANIFEST_PATH, message, f"take it out of `{kind}` under `{_HEADER}`", edit=edit)


def _unpinned(view: PackView) -> Iterator[Seen]:
    for power in view.search.found:
        if power.kind == "servers" and power.item.endswith(UNPINNED):
            message = f"The server `{power.item}` is another program whenever its maker publishes one"
            yield Seen(power.path, message, "name one exact version, such as `package@1.4.2`")


def _unreadable(view: PackView) -> Iterator[Seen]:
    unread = frozenset(view.search.unread)
    read = (entry for path, entry in view.files.items() if path not in unread)
    for path, error in unreadable_files(Files(read)):
        yield seen_error(error, path)


def _items(powers: Powers) -> Iterator[tuple[str, str]]:
    for kind in powers.kinds:
        for item in powers.of_kind(kind):
            yield kind, item


class _Declaring:
    """The edits that declare what is missing: in the list of its kind, as a list of its own, or all at once.

    Items that one edit declares together have the same edit, so that all can be applied at once.
    """

    def __init__(self, view: PackView, missing: Powers):
        self._lines = view.files[MANIFEST_PATH].data.decode("utf-8").split("\n")
        self._header = next((n for n, line in enumerate(self._lines, 1) if line.strip() == _HEADER), 0)
        self._missing = missing
        self._has_powers = bool(view.manifest and view.manifest.powers)

    def edit(self, kind: str, item: str) -> Edit | None:
        """The edit that declares an item; None where there is no place for one that is certain."""
        if not self._header:
            return self._table
        start = f"{kind} = ["
        listed = self._lists.get(kind, 0)
        if listed:
            return Edit(MANIFEST_PATH, listed, start, f"{start}{toml_value(item)}, ")
        if self._header == len(self._lines):
            return Edit(MANIFEST_PATH, self._header, _HEADER, f"{_HEADER}\n{self._own_list[kind]}")
        return Edit(MANIFEST_PATH, self._header + 1, "", self._own_list[kind])

    @cached_property
    def _table(self) -> Edit | None:
        if self._has_powers:
            return None
        table = toml_document({"powers": self._missing.as_declared()}).strip("\n")
        last = self._lines[-1]
        return Edit(MANIFEST_PATH, len(self._lines), last, f"{last}\n\n{table}" if last else f"\n{table}")

    @cached_property
    def _lists(self) -> dict[str, int]:
        """The line on which the list of each kind begins."""
        starts = {f"{kind} = [": kind for kind in self._missing.kinds}
        numbered = reversed(list(enumerate(self._lines[self._header :], self._header + 1)))
        return {starts[start]: n for n, line in numbered for start in starts if line.startswith(start)}

    @cached_property
    def _own_list(self) -> dict[str, str]:
        return {kind: f"{kind} = {toml_value(items)}" for kind, items in self._missing.as_declared().items()}


RULES = (
    Rule("powers/undeclared", "error", "What the files can do is declared in the manifest.", _undeclared),
    Rule(
        "powers/unreadable",
        "error",
        "Files that give the pack powers can be read.",
        _unreadable,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("powers/unused", "warning", "What the manifest declares is in the files.", _unused),
    Rule(
        "powers/unpinned-server",
        "warning",
        "A server that is started is one exact version.",
        _unpinned,
        by_hand=ELSEWHERE,
    ),
)
