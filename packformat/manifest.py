"""The manifest: what the author declares in ``pack.toml`` at the top of the pack."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.errors import CtxpackError
from packformat.names import PackName
from packformat.paths import MANIFEST_PATH
from packformat.schema import manifest_errors
from packformat.statements.overlay import Extended, read_extends
from packformat.texts import read_toml
from packformat.tomltext import toml_document
from packformat.versions import Requirement, Specifier, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_MOST_REQUIREMENTS = 50
"""As the schema has it, which refuses one more."""
_NEEDS = ("requires", "extends")
"""Fields that name other packs."""
_LISTS = {
    "professions": "professions",
    "keywords": "keywords",
    "jurisdictions": "jurisdictions",
    "not_for": "not-for",
    "first_prompts": "first-prompts",
    "ignored_rules": "ignored-rules",
}


@dataclass(frozen=True, kw_only=True)
class Author:
    """Somebody credited for the pack."""

    name: str
    email: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class MadeFrom:
    """The release that a pack was made from: its *original*. The tree digest says which bytes are meant."""

    name: PackName
    version: Version
    tree: str

    def as_dict(self) -> dict[str, str]:
        """The same as plain values under the schema's names."""
        return {"name": str(self.name), "version": str(self.version), "tree": self.tree}


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a pack says of itself; field for field the manifest's schema.

    ``requires`` are all packs that it needs, those that it ``extends`` among them.
    """

    name: PackName
    version: Version
    summary: str
    licence: str
    authors: tuple[Author, ...]
    title: str = ""
    professions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    first_prompts: tuple[str, ...] = ()
    ignored_rules: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    homepage: str = ""
    repository: str = ""
    made_from: MadeFrom | None = None
    requires: tuple[Requirement, ...] = ()
    extends: tuple[Extended, ...] = ()
    tensions: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Mapping[str, Any], ...] = ()
    powers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ownership: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, data: bytes) -> Manifest:
        """Read ``pack.toml``; raises the first of what `read_manifest` finds."""
        manifest, problems = read_manifest(data)
        if manifest is None:
            raise problems[0]
        return manifest

    def as_dict(self) -> dict[str, Any]:
        """The manifest as plain values under the schema's names, empty fields left out."""
        plain: dict[str, Any] = {"schema": 1, "name": str(self.name), "version": str(self.version)}
        plain |= {"title": self.title, "summary": self.summary, "licence": self.licence}
        plain["authors"] = [_without_empty(vars(author)) for author in self.authors]
        plain |= {key: list(getattr(self, attribute)) for attribute, key in _LISTS.items()}
        plain |= {"valid-from": _iso(self.valid_from), "valid-until": _iso(self.valid_until)}
        plain |= {"homepage": self.homepage, "repository": self.repository}
        plain["made-from"] = self.made_from.as_dict() if self.made_from else {}
        extended = {str(item.requirement.name): item.as_dict() for item in self.extends}
        plain["requires"] = {
            str(item.name): str(item.specifier) for item in self.requires if item.name not in extended
        }
        plain |= {"extends": extended, "tensions": dict(self.tensions)}
        plain["inputs"] = [dict(item) for item in self.inputs]
        plain["powers"] = {key: list(value) for key, value in self.powers.items()}
        plain["ownership"] = dict(self.ownership)
        return _without_empty(plain)

    def to_toml(self) -> bytes:
        """The manifest as a ``pack.toml`` that `parse` reads back to an equal value."""
        return toml_document(self.as_dict()).encode("utf-8")


def read_manifest(data: bytes) -> tuple[Manifest | None, list[CtxpackError]]:
    """Read ``pack.toml`` and say everything that is wrong with it; no manifest when anything is.

    The errors are AuthorError: E_MANIFEST_…, E_DUPLICATE_KEY, E_SCHEMA, E_NAME, E_VERSION, E_REQUIREMENT,
    E_DEPENDENCY_CYCLE, E_TOO_LARGE.
    """
    try:
        value = read_toml(MANIFEST_PATH, data)
    except CtxpackError as error:
        return None, [error]
    problems = _collect(value)
    if problems:
        return None, problems
    return _build(value), []


def _collect(value: dict[str, Any]) -> list[CtxpackError]:
    """Names, versions and requirements first: their own errors say more than the schema's."""
    problems: list[CtxpackError] = []
    said: set[str] = set()
    name, version = value.get("name"), value.get("version")
    if isinstance(name, str) and _try(problems, PackName.parse, name) is None:
        said.add("name")
    if isinstance(version, str) and _try(problems, Version.parse, version) is None:
        said.add("version")
    original = value.get("made-from")
    if isinstance(original, dict):
        said |= _problems_of_original(problems, original)
    said |= {part for part in _NEEDS if not _needs_are_read(problems, part, value)}
    problems += _needed_twice(value)
    schema_errors = manifest_errors(MANIFEST_PATH, value)
    return problems + [error for error in schema_errors if str(error.data["field"]).strip("`") not in said]


def _needs_are_read(problems: list[CtxpackError], part: str, value: Mapping[str, Any]) -> bool:
    """Whether the names of packs that are needed can be read; what is wrong with their versions is said."""
    rows = value.get(part, {})
    read = True
    for needed, row in islice(rows.items() if isinstance(rows, dict) else (), _MOST_REQUIREMENTS):
        read &= _try(problems, PackName.parse, needed) is not None
        specifier = row.get("versions") if isinstance(row, dict) else row
        if isinstance(specifier, str):
            _try(problems, Specifier.parse, specifier)
        if needed == value.get("name"):
            problems.append(FORMAT.error("E_DEPENDENCY_CYCLE", cycle=f"{needed} → {needed}"))
    return read


def _needed_twice(value: Mapping[str, Any]) -> Iterator[CtxpackError]:
    """Packs that are extended are required by that: two sets of versions could not both be said."""
    requires, extends = (value.get(part) for part in _NEEDS)
    if isinstance(requires, dict) and isinstance(extends, dict):
        for name in sorted(requires.keys() & extends.keys()):
            reason = "it is required already, because the pack extends it"
            remedy = "take it out of `[requires]` and give the versions under `[extends]`"
            yield FORMAT.error(
                "E_SCHEMA", path=MANIFEST_PATH, field=f"`requires.{name}`", reason=reason, remedy=remedy
            )


def _problems_of_original(problems: list[CtxpackError], original: Mapping[str, Any]) -> set[str]:
    """What is wrong with the name and the version of an original, and of which fields that is said."""
    parsers = {"name": PackName.parse, "version": Version.parse}
    wrong = {
        field
        for field, parse in parsers.items()
        if isinstance(original.get(field), str) and _try(problems, parse, original[field]) is None
    }
    return {f"made-from.{field}" for field in wrong}


def _try(problems: list[CtxpackError], parse: Callable[[object], object], text: object) -> object:
    try:
        return parse(text)
    except CtxpackError as error:
        problems.append(error)
        return None


def _build(value: dict[str, Any]) -> Manifest:
    extends = read_extends(value.get("extends", {}))
    return Manifest(
        name=PackName.parse(value["name"]),
        version=Version.parse(value["version"]),
        summary=value["summary"],
        licence=value["licence"],
        authors=tuple(Author(**author) for author in value["authors"]),
        title=value.get("title", ""),
        valid_from=_date(value.get("valid-from")),
        valid_until=_date(value.get("valid-until")),
        homepage=value.get("homepage", ""),
        repository=value.get("repository", ""),
        made_from=_made_from(value.get("made-from")),
        requires=_requirements(value.get("requires", {}), extends),
        extends=extends,
        tensions=dict(value.get("tensions", {})),
        inputs=tuple(value.get("inputs", ())),
        powers={key: tuple(items) for key, items in value.get("powers", {}).items()},
        ownership=dict(value.get("ownership", {})),
        **{attribute: tuple(value.get(key, ())) for attribute, key in _LISTS.items()},
    )


def _made_from(original: Mapping[str, str] | None) -> MadeFrom | None:
    if original is None:
        return None
    name, version = PackName.parse(original["name"]), Version.parse(original["version"])
    return MadeFrom(name=name, version=version, tree=original["tree"])


def _requirements(requires: Mapping[str, str], extends: Iterable[Extended]) -> tuple[Requirement, ...]:
    needed = [Requirement(PackName.parse(name), Specifier.parse(requires[name])) for name in requires]
    return tuple(sorted([*needed, *(item.requirement for item in extends)], key=lambda item: item.name))


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _iso(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def _without_empty(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if value not in ("", [], {}, None)}
