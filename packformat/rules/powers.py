"""Rules about powers: what the files can do is what the manifest says they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.edits import Edit
from packformat.paths import MANIFEST_PATH
from packformat.powers.files import Files
from packformat.powers.plugin import unreadable_files
from packformat.powers.servers import UNPINNED
from packformat.powers.value import Powers, sentence_of
from packformat.rules.base import Rule, Seen, seen_error
from packformat.tomltext import toml_document, toml_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_HEADER = "[powers]"


def _undeclared(view: PackView) -> Iterator[Seen]:
    if view.manifest is None or MANIFEST_PATH not in view.files:
        return  # what is derived from the files declares them
    missing = view.powers.without(Powers(view.manifest.powers))
    for kind, item in _items(missing):
        place = next((power.path for power in view.found_powers if power[:2] == (kind, item)), MANIFEST_PATH)
        error = FORMAT.error("E_UNDECLARED", sentence=sentence_of(kind), item=item, kind=kind)
        yield seen_error(error, place)._replace(edit=_declaring(view, missing, kind, item))


def _unused(view: PackView) -> Iterator[Seen]:
    if view.manifest is None:
        return
    for kind, item in _items(Powers(view.manifest.powers).without(view.powers)):
        message = f"`pack.toml` declares a power that no file has. {sentence_of(kind)}: `{item}`"
        yield Seen(MANIFEST_PATH, message, f"take it out of `{kind}` under `{_HEADER}`")


def _unpinned(view: PackView) -> Iterator[Seen]:
    for power in view.found_powers:
        if power.kind == "servers" and power.item.endswith(UNPINNED):
            message = f"The server `{power.item}` is another program whenever its maker publishes one"
            yield Seen(power.path, message, "name one exact version, such as `package@1.4.2`")


def _unreadable(view: PackView) -> Iterator[Seen]:
    for path, error in unreadable_files(Files(view.files.values())):
        yield seen_error(error, path)


def _items(powers: Powers) -> Iterator[tuple[str, str]]:
    for kind in powers.kinds:
        for item in powers.of_kind(kind):
            yield kind, item


def _declaring(view: PackView, missing: Powers, kind: str, item: str) -> Edit | None:
    """The edit that declares an item: in the list of its kind, as a list of its own, or with all the others.

    Items that one edit declares together have the same edit, so that all can be applied at once.
    """
    lines = view.files[MANIFEST_PATH].data.decode("utf-8").split("\n")
    header = next((number for number, line in enumerate(lines, 1) if line.strip() == _HEADER), 0)
    if not header:
        table = toml_document({"powers": missing.as_declared()}).rstrip("\n")
        declared = view.manifest is not None and view.manifest.powers
        return None if declared or lines[-1] else Edit(MANIFEST_PATH, len(lines), "", f"\n{table}")
    start = f"{kind} = ["
    listed = next((n for n, line in enumerate(lines, 1) if n > header and line.startswith(start)), 0)
    if listed:
        return Edit(MANIFEST_PATH, listed, start, f"{start}{toml_value(item)}, ")
    own = ", ".join(toml_value(each) for each in missing.of_kind(kind))
    return None if header == len(lines) else Edit(MANIFEST_PATH, header + 1, "", f"{start}{own}]")


RULES = (
    Rule("powers/undeclared", "error", "What the files can do is declared in the manifest.", _undeclared),
    Rule("powers/unreadable", "error", "Files that give the pack powers can be read.", _unreadable),
    Rule("powers/unused", "warning", "What the manifest declares is in the files.", _unused),
    Rule("powers/unpinned-server", "warning", "A server that is started is one exact version.", _unpinned),
)
