"""A policy: one TOML file of an organisation, which says what may be installed and what has to be.

What is not understood is refused: a word with a typing error would else be a door that stands open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.names import PackName
from packformat.policy.pattern import NamePattern
from packformat.tomlread import read_tables
from packformat.versions import Specifier

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from packformat.versions import Version

ALLOW, DENY, REQUIRE, REGISTRIES = "allow", "deny", "require", "registries"
LARGEST_POLICY = 1 << 18
"""Bytes of a file: some four thousand lines, each with a reason."""
MOST_RULES = 2000
"""Lines of a section: each is held against the name of each pack that could be chosen."""
LONGEST_REASON = 300
LONGEST_CONTACT = 150
"""Characters: with the words around them they are to fit what an error shows."""
_FORMAT_VERSION = 1
_KEYS = ("policy", "contact", REGISTRIES, ALLOW, DENY, REQUIRE)
_EXAMPLE = '`{versions = "<2", reason = "…"}`'


class Rule(NamedTuple):
    """One line of a section: the packs and versions that it is about, and why, where it says so.

    ``said`` are the versions as the file says them, by which people find the line again.
    """

    section: str
    pattern: NamePattern
    versions: Specifier
    said: str
    reason: str

    def fits(self, name: str, version: Version) -> bool:
        """Whether it is about this pack in this version; a trial version counts like any other."""
        return self.pattern.fits(name) and self.versions.contains(version, prereleases=True)

    def __str__(self) -> str:
        return f"[{self.section}] {self.pattern.text}{f' {self.said}' if self.versions.text else ''}"


class Policy(NamedTuple):
    """What one file says; ``path`` is how it is told, ``contact`` whom those who are refused may ask.

    ``allow`` and ``registries`` are None where the file does not limit them; empty, they allow nothing.
    """

    path: str
    contact: str = ""
    registries: tuple[str, ...] | None = None
    allow: tuple[Rule, ...] | None = None
    deny: tuple[Rule, ...] = ()
    require: tuple[Rule, ...] = ()

    @classmethod
    def parse(cls, data: bytes, path: str) -> Policy:
        """Read a file's bytes; raises E_POLICY."""
        try:
            if len(data) > LARGEST_POLICY:
                raise ValueError(f"it is larger than {LARGEST_POLICY} bytes")
            return cls._read(read_tables(data.decode("utf-8-sig")), path)
        except UnicodeDecodeError as error:
            reason = f"byte {error.start} is not UTF-8"
        except (*UNREADABLE, CtxpackError) as error:
            reason = why_unreadable(error)
        raise FORMAT.error("E_POLICY", path=path, reason=reason)

    @classmethod
    def _read(cls, tables: Mapping[str, Any], path: str) -> Policy:
        _check_keys(tables, _KEYS, "a policy")
        if type(tables["policy"]) is not int or tables["policy"] != _FORMAT_VERSION:
            raise ValueError(f"`policy` is not {_FORMAT_VERSION}, the only form that this ctxpack reads")
        return cls(
            path,
            _line(tables.get("contact", ""), "contact", LONGEST_CONTACT),
            _addresses(tables[REGISTRIES]) if REGISTRIES in tables else None,
            _rules(tables, ALLOW) if ALLOW in tables else None,
            _rules(tables, DENY),
            _rules(tables, REQUIRE),
        )

    def about(self, name: str) -> Policy:
        """What it says of one pack, for whoever asks about many versions of it."""

        def fitting(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
            return tuple(rule for rule in rules if rule.pattern.fits(name))

        allow = None if self.allow is None else fitting(self.allow)
        return self._replace(allow=allow, deny=fitting(self.deny), require=fitting(self.require))

    def forbids(self, name: str, version: Version) -> bool:
        """Whether this pack may not be installed in this version, or is required in another."""
        required = (rule for rule in self.require if rule.pattern.fits(name))
        return (
            bool(self.denials(name, version))
            or self.permissions(name, version) == ()
            or not all(rule.fits(name, version) for rule in required)
        )

    def denials(self, name: str, version: Version) -> tuple[Rule, ...]:
        """The lines that deny it."""
        return tuple(rule for rule in self.deny if rule.fits(name, version))

    def permissions(self, name: str, version: Version) -> tuple[Rule, ...] | None:
        """The lines that allow it; None where nothing has to be allowed by name."""
        if self.allow is None:
            return None
        return tuple(rule for rule in self.allow if rule.fits(name, version))


def _rules(tables: Mapping[str, Any], section: str) -> tuple[Rule, ...]:
    table = tables.get(section, {})
    if not isinstance(table, dict):
        raise TypeError(f"`{section}` should be a section, `[{section}]`")
    if len(table) > MOST_RULES:
        raise ValueError(f"`[{section}]` has more than {MOST_RULES} lines")
    return tuple(_rule(section, name, value) for name, value in table.items())


def _rule(section: str, name: str, value: object) -> Rule:
    if section == REQUIRE:
        PackName.parse(name)
    row = value if isinstance(value, dict) else {"reason" if section == DENY else "versions": value}
    where = f"`{name}` under `[{section}]`"
    _check_keys(row, ("versions", "reason"), where)
    if section == DENY and not row.get("reason"):
        raise ValueError(f"{where} gives no reason, which is what people are shown: {_EXAMPLE}")
    said = _line(row.get("versions", "*"), where, LONGEST_REASON)
    reason = _line(row.get("reason", ""), where, LONGEST_REASON)
    return Rule(section, NamePattern(name), Specifier.parse(said), said, reason)


def _addresses(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_RULES:
        raise TypeError('`registries` should be a list, such as `["https://packs.example.org"]`')
    return tuple(_line(address, REGISTRIES, LONGEST_REASON) for address in value)


def _line(value: object, where: str, longest: int) -> str:
    """Text for people, who read it at a terminal."""
    if not isinstance(value, str):
        raise TypeError(f"{where}: what is told should be text, in quotes")
    if not value.isprintable() or len(value) > longest:
        raise ValueError(
            f"{where}: what is told should be one line of at most {longest} characters, all of them visible"
        )
    return value


def _check_keys(table: Mapping[str, Any], known: Collection[str], what: str) -> None:
    unknown = next((key for key in table if key not in known), None)
    if unknown is not None:
        raise ValueError(f"{what} has no `{unknown}`: it has {', '.join(f'`{key}`' for key in known)}")
