"""Rules that change one of another pack, as what `extends` of the manifest says, and back."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from packformat.errors import CtxpackError
from packformat.names import PackName
from packformat.statements.statement import key_of
from packformat.versions import Specifier, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Rule = Mapping[str, Any]
    Extends = Mapping[str, Mapping[str, Any]]

UNSAYABLE = {
    "title": re.compile(r"[@*|\x00-\x1f]"),
    **dict.fromkeys(("value", "source", "instead"), re.compile(r"[@\x00-\x1f]")),
}
"""What the texts of an override cannot hold, by their fields: they stand on one line and load no file."""
_SINCE = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ANY = "*"
_FIELDS = {"title": "name", "value": "value", "source": "source", "until": "until", "instead": "instead-of"}


def is_override(rule: Rule, name: str) -> bool:
    """Whether a rule of the pack ``name`` is whole enough to stand in the place of another pack's."""
    return bool(
        rule.get("of", name) != name
        and _is_name(rule["of"])
        and _is_day(rule.get("until", ""))
        and rule.get("title")
        and rule.get("value")
        and not any(pattern.search(rule.get(field, "")) for field, pattern in UNSAYABLE.items())
    )


def with_overrides(values: Mapping[str, Any], rules: Iterable[Rule]) -> dict[str, Any]:
    """Fields of a manifest with these values that change by such rules: `extends`, and `requires`.

    What was declared before stays, but for a statement that a rule is about.
    """
    changing = [rule for rule in rules if is_override(rule, values["name"])]
    if not changing:
        return {}
    requires = dict(values.get("requires", {}))
    extends = {name: dict(row) for name, row in values.get("extends", {}).items()}
    for other in dict.fromkeys(rule["of"] for rule in changing):
        about = [rule for rule in changing if rule["of"] == other]
        keys = {key_of(rule["title"]) for rule in about}
        before = extends.get(other, {"versions": requires.pop(other, _versions(about))})
        kept = [row for row in before.get("overrides", ()) if key_of(row["name"]) not in keys]
        extends[other] = {**before, "overrides": [*kept, *map(_override, about)]}
    return {"requires": requires, "extends": extends}


def told_apart(rules: Iterable[Rule], manifest: Mapping[str, Any]) -> tuple[list[Rule], dict[str, Any]]:
    """The rules that a manifest bears out, and what it says that they do not."""
    extends: Extends = manifest.get("extends", {})
    left = {name: dict(row) for name, row in extends.items()}
    kept: list[Rule] = []
    for rule in rules:
        rows = list(left.get(rule.get("of", ""), {}).get("overrides", ()))
        if not is_override(rule, manifest["name"]):
            kept.append(rule)
        elif _override(rule) in rows:
            kept.append(rule)
            rows.remove(_override(rule))
            left[rule["of"]]["overrides"] = rows
    versions = {name: _read(_versions([rule for rule in kept if rule.get("of") == name])) for name in left}
    return kept, {
        name: {key: value for key, value in row.items() if value}
        for name, row in left.items()
        if row.get("overrides")
        or not extends[name].get("overrides")
        or _read(row["versions"]) != versions[name]
    }


def _is_name(text: str) -> bool:
    try:
        PackName.parse(text)
    except CtxpackError:
        return False
    return True


def _is_day(text: str) -> bool:
    """Whether a text is a day as manifests write it, or nothing."""
    if not _DAY.fullmatch(text):
        return not text
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _override(rule: Rule) -> dict[str, str]:
    return {key: rule[field] for field, key in _FIELDS.items() if rule.get(field)}


def _read(versions: str) -> str:
    """Versions in the one way in which the format writes them."""
    return str(Specifier.parse(versions))


def _versions(rules: Iterable[Rule]) -> str:
    """The newest version that was read of a pack and later compatible ones; any where none is said."""
    read = [rule["since"] for rule in rules if _SINCE.fullmatch(rule.get("since", ""))]
    return f"^{max(read, key=Version.parse)}" if read else _ANY
