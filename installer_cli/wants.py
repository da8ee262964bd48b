"""``ctxpack.toml``: what the project wants. Edited line by line: comments and order stay the user's."""

from __future__ import annotations

from types import MappingProxyType

from installer_cli.arguments import CLAUDE
from installer_cli.errors import ERRORS
from installer_cli.project import MANIFEST
from packformat.errors import UNREADABLE, CtxpackError, UsageError, why_unreadable
from packformat.lockfile import read_labels
from packformat.names import PackName
from packformat.statements.held import Decision
from packformat.statements.statement import key_of
from packformat.tomlread import read_tables
from packformat.tomltext import toml_key, toml_value
from packformat.versions import Specifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_HEADER = "# What this project wants of its agent's packs. Commit it, and `ctxpack.lock` with it.\n"
_MARK = "\ufeff"
"""What some editors begin a file with, to say that it is UTF-8; it stays as they have it."""
_REMEDY = "mend the line, or restore the file from version control"


class Wants:
    """The wanted packs with the versions that will do, and the registry with the key it is trusted by.

    ``only`` are the components that are wanted of packs that are not wanted whole; ``said`` are the versions
    as the file says them; ``targets`` are the agents beside Claude Code that are to read the packs.
    ``settled`` is what the project has decided, by key, where packs say different things.
    """

    __slots__ = ("inputs", "key", "only", "packs", "registry", "said", "settled", "targets", "text")

    def __init__(self, text: str = ""):
        """Read the text of the file; raises E_PROJECT_FILE."""
        self.text = text
        try:
            tables = read_tables(text.removeprefix(_MARK))
            self.targets = _targets(tables["targets"]) if "targets" in tables else ()
            registry = _table(tables, "registry")
            self.registry = _text(registry, "url")
            self.key = _text(registry, "key")
            inputs = _table(tables, "inputs")
            self.inputs: dict[str, dict[str, Any]] = {
                PackName.parse(name): _table(inputs, name) for name in inputs
            }
            settled = _table(tables, "settled")
            self.settled = {key_of(name): _decision(name, settled[name]) for name in settled}
            packs = _table(tables, "packs")
            rows = {PackName.parse(name): _row(value) for name, value in packs.items()}
            self.said: dict[PackName, str] = {name: row["version"] for name, row in rows.items()}
            self.packs = {name: Specifier.parse(said) for name, said in self.said.items()}
            self.only = {name: labels for name, row in rows.items() if (labels := read_labels(row["only"]))}
        except (*UNREADABLE, CtxpackError) as error:
            raise _unreadable(why_unreadable(error)) from None

    @classmethod
    def of(cls, data: bytes | None) -> Wants:
        """Read the bytes of the file, None when there is no file."""
        try:
            return cls((data or b"").decode("utf-8"))
        except UnicodeDecodeError as error:
            raise _unreadable(f"byte {error.start} is not UTF-8") from None

    def change(
        self,
        add: Mapping[PackName, str],
        remove: Iterable[PackName] = (),
        only: Mapping[PackName, Iterable[str]] = MappingProxyType({}),
    ) -> Wants:
        """The wants with packs added (or given another specifier) and removed.

        Of packs in ``only`` these components are wanted, with none named the whole; of others, what was.
        """
        text, gone = self.text, set(remove)
        for name in gone:
            text = _without(text, "packs", name)
        packs = {name: spec for name, spec in self.packs.items() if name not in gone}
        packs |= {name: Specifier.parse(specifier) for name, specifier in add.items()}
        parts = {name: labels for name, labels in self.only.items() if name in packs}
        parts = {**parts, **{name: tuple(sorted(labels)) for name, labels in only.items()}}
        parts = {name: labels for name, labels in parts.items() if labels}
        for name in sorted({*add, *only}):
            specifier = add[name] if name in add else self.said[name]
            row = {"version": specifier, "only": list(parts[name])} if name in parts else specifier
            text = _with(text, "packs", name, row)
        changed = Wants(text)
        if (changed.packs, changed.only) != (packs, parts):
            raise _unreadable("`[packs]` is written in a way that ctxpack cannot edit; give each pack a line")
        return changed

    def with_inputs(self, pack: str, values: Mapping[str, object]) -> Wants:
        """The wants with exactly these values for the inputs of a pack."""
        section, text = f"inputs.{pack}", self.text
        for key in self.inputs.get(pack, {}):
            text = text if key in values else _without(text, section, key)
        for key, value in values.items():
            text = _with(text, section, key, value)
        changed = Wants(text)
        if changed.inputs.get(pack, {}) != values:
            reason = f"`[{section}]` is written in a way that ctxpack cannot edit; give each value a line"
            raise _unreadable(reason)
        return changed

    def with_settled(self, name: str, decision: Decision | None) -> Wants:
        """The wants with this decision about a name, in the place of any other; None takes it back."""
        text = self.text
        for said in _table(read_tables(text.removeprefix(_MARK)), "settled"):
            if key_of(said) == key_of(name):
                text = _without(text, "settled", said)
        if decision:
            row = {field: value for field, value in decision._asdict().items() if value}
            text = _with(text, "settled", name, row)
        changed = Wants(text)
        if changed.settled.get(key_of(name)) != decision:
            raise _unreadable(
                "`[settled]` is written in a way that ctxpack cannot edit; give each name a line"
            )
        return changed

    def with_targets(self, targets: Iterable[str]) -> Wants:
        """The wants with exactly these agents; raises E_PROJECT_FILE for one that is not known."""
        wanted = sorted(set(targets))
        text = self.text if wanted else _without(self.text, "", "targets")
        try:
            changed = Wants(_with(text, "", "targets", wanted) if wanted else text)
        except UsageError:
            changed = self
        if changed.targets != tuple(wanted):
            raise _unreadable("`targets` is written in a way that ctxpack cannot edit; give it a line")
        return changed

    def with_registry(self, url: str, key: str) -> Wants:
        """The wants with the registry's address and the key it is trusted by."""
        return Wants(_with(_with(self.text, "registry", "url", url), "registry", "key", key))


def _targets(value: object) -> tuple[str, ...]:
    from packformat.targets.agents import TARGETS

    if not isinstance(value, list) or not all(isinstance(target, str) for target in value):
        raise TypeError('`targets` should be a list, such as `["codex", "cursor"]`')
    for target in value:
        if target not in (*TARGETS, CLAUDE):
            raise ValueError(f"`{target}` is not one of {', '.join((CLAUDE, *TARGETS))}")
    return tuple(sorted({*value} - {CLAUDE}))


def _row(value: object) -> dict[str, Any]:
    """What stands for a pack: the versions that will do, or a table with them and the wanted components."""
    if not isinstance(value, dict):
        return {"version": value, "only": []}
    if not value.keys() <= {"version", "only"}:
        raise ValueError("a pack has `version` and `only`, and nothing else")
    return {"version": "*", "only": [], **value}


def _decision(name: str, value: object) -> Decision:
    """What stands for a name that packs part over: whose word holds, why, or both."""
    if not isinstance(value, dict) or not value or not value.keys() <= {*Decision._fields}:
        raise ValueError(f"`{name}` under `[settled]` has `follow`, `reason` or both, and nothing else")
    decision = Decision(**{field: _text(value, field) for field in value})
    if decision.follow:
        PackName.parse(decision.follow)
    return decision


def _table(tables: dict[str, object], name: str) -> dict[str, object]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise TypeError(f"`{name}` should be a section, `[{name}]`")
    return table


def _text(table: dict[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise TypeError(f"`{key}` should be text, in quotes")
    return value


def _unreadable(reason: str) -> CtxpackError:
    return ERRORS.error("E_PROJECT_FILE", path=MANIFEST, reason=reason, remedy=_REMEDY)


def _with(text: str, section: str, key: str, value: object) -> str:
    """Set ``key`` in a section: on its own line when it has one, else in its alphabetical place."""
    mark, lines = _lines_of(text or _HEADER)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    line = f"{toml_key(key)} = {toml_value(value)}"
    start, stop = _section(lines, section)
    if start is None:
        return mark + "".join([*lines, end if lines else "", f"[{section}]{end}", line + end])
    place = start if section else _top(lines, stop)
    for index in range(start, stop):
        found = _key_of(lines[index])
        if found == key:
            line += _comment_of(lines[index])
            return mark + "".join([*lines[:index], line + end, *lines[index + 1 :]])
        if found and (found < key or section != "packs"):
            place = index + 1
    return mark + "".join([*lines[:place], line + end, *lines[place:]])


def _without(text: str, section: str, key: str) -> str:
    mark, lines = _lines_of(text)
    start, end = _section(lines, section)
    kept = [
        line
        for index, line in enumerate(lines)
        if start is None or not start <= index < end or _key_of(line) != key
    ]
    return mark + "".join(kept)


def _lines_of(text: str) -> tuple[str, list[str]]:
    """The mark that some editors begin a file with, and the lines after it."""
    bare = text.removeprefix(_MARK)
    return text[: len(text) - len(bare)], bare.splitlines(keepends=True)


def _comment_of(line: str) -> str:
    """What stands on a line after its value: the user's comment, with the blanks before it."""
    for at, sign in enumerate(line):
        if sign == "#":
            before = line[:at].rstrip()
            try:
                read_tables(before)
            except ValueError:
                continue
            return line[len(before) :].rstrip("\r\n")
    return ""


def _section(lines: list[str], name: str) -> tuple[int | None, int]:
    """The lines after ``[name]`` up to the next section; None when there is no such section.

    Without a name it is what stands before every section.
    """
    start: int | None = None if name else 0
    for index, line in enumerate(lines):
        bare = line.split("#")[0].strip()
        if start is None and bare.strip("[] ") == name and bare.startswith("[") and not bare.startswith("[["):
            start = index + 1
        elif start is not None and bare.startswith("["):
            return start, index
    return start, len(lines)


def _top(lines: list[str], end: int) -> int:
    """Where a first key of no section goes: after the comments that the file begins with."""
    return next((at for at in range(end) if not lines[at].startswith("#")), end)


def _key_of(line: str) -> str:
    head, equals, _ = line.partition("=")
    return head.strip().strip("\"'") if equals and not line.lstrip().startswith("#") else ""
