"""Overlays: packs that extend others, and put statements of their own in the place of theirs.

``[extends.<pack>]`` of a manifest says which versions of the other pack are meant, and which of its
statements, each by its name, are overridden.
"""

from __future__ import annotations

from typing import NamedTuple

from packformat.names import PackName
from packformat.statements.statement import key_of
from packformat.versions import Requirement, Specifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_FIELDS = ("name", "value", "source", "until", "instead-of")


class Override(NamedTuple):
    """A statement that takes the place of the one with this name.

    ``source`` is where it comes from, ``until`` the last day on which it holds (year-month-day), and
    ``instead_of`` what the other pack said when this was written; each may be empty.
    """

    name: str
    value: str
    source: str = ""
    until: str = ""
    instead_of: str = ""

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return key_of(self.name)

    def as_dict(self) -> dict[str, str]:
        """The same under the schema's names, without what is empty."""
        return {field: text for field, text in zip(_FIELDS, self, strict=True) if text}


class Extended(NamedTuple):
    """A pack that is extended: the requirement that it is, and what is overridden of it."""

    requirement: Requirement
    overrides: tuple[Override, ...]

    def as_dict(self) -> dict[str, Any]:
        """What stands in the manifest under the other pack's name."""
        overrides = [item.as_dict() for item in self.overrides]
        return {
            "versions": str(self.requirement.specifier),
            **({"overrides": overrides} if overrides else {}),
        }


def read_extends(value: Mapping[str, Any]) -> tuple[Extended, ...]:
    """What `extends` of a manifest says, all of it by name: an order would mean nothing.

    Raises E_NAME or E_REQUIREMENT, and for another shape what `packformat.errors.UNREADABLE` names.
    """
    return tuple(
        Extended(
            Requirement(PackName.parse(name), Specifier.parse(value[name]["versions"])),
            tuple(sorted(map(_read, value[name].get("overrides", ())), key=lambda override: override.key)),
        )
        for name in sorted(value)
    )


def _read(row: Mapping[str, Any]) -> Override:
    return Override(*(str(row.get(field, "")) for field in _FIELDS))
