"""Versions and requirements: the part of PEP 440 that packs use.

A version is ``X.Y.Z`` with an optional trial suffix (``a1``, ``b1``, ``rc1``). A specifier is a
comma-separated list of ``>=``, ``<=``, ``>``, ``<``, ``==``, ``!=`` and ``~=`` clauses as in PEP 440, with
``^1.2`` as shorthand. The answers are those of the `packaging` library, which the tests use as the oracle;
the installer cannot afford to import it (see ``docs/adr/0002-versions-without-packaging.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.names import PackName

if TYPE_CHECKING:
    from collections.abc import Callable

    Clause = tuple[str, "Version", int]

_RELEASE_PARTS = 3
_LONGEST_NUMBER = 9
"""Digits of one number: every value fits 32 bits, so any database and any client can sort it."""

_FINAL = 3
_TRIALS = {"a": 0, "b": 1, "rc": 2}
_TRIAL_NAMES = {rank: name for name, rank in _TRIALS.items()}


class Version(tuple[int, int, int, int, int]):
    """A released or trial version; compares, sorts and hashes as PEP 440 says.

    The tuple is (X, Y, Z, stage, number), where stage orders ``a`` < ``b`` < ``rc`` < final.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: object) -> Version:
        """Read ``X.Y.Z[{a|b|rc}N]`` in its one normal spelling; raises E_VERSION."""
        version = _read_version(text) if isinstance(text, str) else None
        if version is None or str(version) != text:
            raise FORMAT.error("E_VERSION", version=text)
        return version

    @property
    def is_prerelease(self) -> bool:
        """Whether this is a trial version, taken only by those who ask for one."""
        return self[3] != _FINAL

    def __str__(self) -> str:
        release = f"{self[0]}.{self[1]}.{self[2]}"
        return f"{release}{_TRIAL_NAMES[self[3]]}{self[4]}" if self.is_prerelease else release

    def __repr__(self) -> str:
        return f"Version({str(self)!r})"


class Specifier:
    """Which versions a requirement accepts; equal specifiers have equal text."""

    __slots__ = ("_clauses", "text")

    def __init__(self, text: str, clauses: tuple[Clause, ...]):
        self.text = text
        self._clauses = clauses

    @classmethod
    def parse(cls, text: object) -> Specifier:
        """Read ``>=1.2,<2``, ``^1.2``, or ``*`` and the empty text for any; raises E_REQUIREMENT."""
        if not isinstance(text, str):
            raise FORMAT.error("E_REQUIREMENT", specifier=text, reason="it is not text")
        parts = [part.strip() for part in text.split(",")]
        if parts in ([""], ["*"]):
            return cls("", ())
        clauses = [clause for part in parts for clause in _read_clauses(part, text)]
        shown = dict.fromkeys(_clause_text(clause) for clause in sorted(clauses, key=_shown_place))
        return cls(",".join(shown), tuple(clauses))

    @property
    def accepts_prereleases(self) -> bool:
        """Whether a clause names a trial version, which asks for trial versions (PEP 440)."""
        return any(version.is_prerelease and operator != "!=" for operator, version, _ in self._clauses)

    def contains(self, version: Version, *, prereleases: bool | None = None) -> bool:
        """Whether ``version`` is accepted.

        Trial versions count only with ``prereleases=True``, or by default when a clause names one.
        """
        allowed = self.accepts_prereleases if prereleases is None else prereleases
        if version.is_prerelease and not allowed:
            return False
        return all(_OPERATORS[operator](version, wanted, parts) for operator, wanted, parts in self._clauses)

    def __str__(self) -> str:
        return self.text or "*"

    def __repr__(self) -> str:
        return f"Specifier({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Specifier) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


class Requirement:
    """One pack's need of another: the name and the versions that will do."""

    __slots__ = ("name", "specifier")

    def __init__(self, name: PackName, specifier: Specifier):
        self.name = name
        self.specifier = specifier

    @classmethod
    def parse(cls, text: str) -> Requirement:
        """Read ``name``, ``name>=1.2,<2`` or ``name@1.2.0``; raises E_NAME or E_REQUIREMENT."""
        if "@" in text:
            name, _, version = text.partition("@")
            if not version:
                raise FORMAT.error("E_REQUIREMENT", specifier=text, reason="no version follows the `@`")
            return cls(PackName.parse(name), Specifier.parse("==" + version))
        end = next((index for index, char in enumerate(text) if char in "<>=!~^ *"), len(text))
        return cls(PackName.parse(text[:end]), Specifier.parse(text[end:]))

    def __str__(self) -> str:
        return f"{self.name}{self.specifier.text}"

    def __repr__(self) -> str:
        return f"Requirement({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Requirement) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def _read_version(text: str, parts: int = _RELEASE_PARTS) -> Version | None:
    """Read a version of exactly ``parts`` numbers, padding with zeros; None when it is not one."""
    stage, number = _FINAL, "0"
    for name, rank in _TRIALS.items():
        head, found, tail = text.partition(name)
        if found:
            text, stage, number = head, rank, tail
            break
    numbers = [*text.split("."), number]
    if len(numbers) != parts + 1 or not all(_is_number(item) for item in numbers):
        return None
    values = [int(item) for item in numbers[:-1]] + [0] * (_RELEASE_PARTS - parts)
    return Version((values[0], values[1], values[2], stage, int(number)))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def _read_clauses(part: str, whole: str) -> list[Clause]:
    for operator in ("~=", "==", "!=", "<=", ">=", "<", ">", "^"):
        if part.startswith(operator):
            return _read_operand(operator, part[len(operator) :].strip(), whole)
    raise FORMAT.error("E_REQUIREMENT", specifier=whole, reason=f"`{part}` has no operator such as `>=`")


def _read_operand(operator: str, operand: str, whole: str) -> list[Clause]:
    wildcard = operand.endswith(".*") and operator in ("==", "!=")
    text = operand[:-2] if wildcard else operand
    parts = text.count(".") + 1
    version = _read_version(text, parts) if parts <= _RELEASE_PARTS else None
    if version is None or (wildcard and version.is_prerelease):
        raise FORMAT.error("E_REQUIREMENT", specifier=whole, reason=f"`{operand}` is not a version")
    if operator == "^":
        return [(">=", version, 0), ("<", _caret_end(version, parts), 0)]
    if operator == "~=":
        if parts == 1:
            raise FORMAT.error(
                "E_REQUIREMENT", specifier=whole, reason="`~=` needs two numbers, such as `~=1.2`"
            )
        return [(">=", version, 0), ("==", _prefix(version, parts - 1), parts - 1)]
    return [(operator, version, parts if wildcard else 0)]


def _caret_end(version: Version, parts: int) -> Version:
    """The first version that ``^version`` no longer accepts: the leftmost non-zero number goes up."""
    index = next((place for place in range(parts) if version[place]), parts - 1)
    bumped = [*version[:index], version[index] + 1, 0, 0]
    return Version((bumped[0], bumped[1], bumped[2], _FINAL, 0))


def _prefix(version: Version, parts: int) -> Version:
    numbers = [*version[:parts], 0, 0]
    return Version((numbers[0], numbers[1], numbers[2], _FINAL, 0))


def _shown_place(clause: Clause) -> tuple[int, Version, int]:
    """Lower bounds first, then upper bounds, then exclusions, so that one specifier has one text."""
    operator, version, parts = clause
    return _SHOWN_ORDER.index(operator), version, parts


_SHOWN_ORDER = ("==", ">=", ">", "<", "<=", "!=")


def _clause_text(clause: Clause) -> str:
    operator, version, parts = clause
    if parts:
        return operator + ".".join(str(number) for number in version[:parts]) + ".*"
    return operator + str(version)


def _equals(version: Version, wanted: Version, parts: int) -> bool:
    return version[:parts] == wanted[:parts] if parts else version == wanted


def _differs(version: Version, wanted: Version, parts: int) -> bool:
    return not _equals(version, wanted, parts)


def _below(version: Version, wanted: Version, _: int) -> bool:
    """PEP 440: ``<1.2`` does not take the trial versions of 1.2 itself."""
    of_wanted = version.is_prerelease and not wanted.is_prerelease and version[:3] == wanted[:3]
    return version < wanted and not of_wanted


_OPERATORS: dict[str, Callable[[Version, Version, int], bool]] = {
    "==": _equals,
    "!=": _differs,
    "<=": lambda version, wanted, _: version <= wanted,
    ">=": lambda version, wanted, _: version >= wanted,
    ">": lambda version, wanted, _: version > wanted,
    "<": _below,
}
