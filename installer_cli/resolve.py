"""From wishes and index documents to one release of each pack, or to sentences that say why there is none.

Which releases a requirement accepts follows `packaging`: trial versions count when the requirement names one,
or when nothing else fits it. Yanked releases count only for an exact ``==`` requirement or when they are to
stay. Releases that are too young count only when they are there already. What a policy forbids never counts.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from installer_cli.solver import ABSENT, ROOT, Clause, NoSolutionError, solve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packformat.errors import CtxpackError
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName
    from packformat.policy.policy import Policy
    from packformat.versions import Requirement, Specifier, Version

_CHOSEN = 0b10
"""The root's only version."""
_MOST_SHOWN = 4
"""Versions that a sentence lists before it says that there are more."""


class Need:
    """Why a pack is needed: by which versions of which pack, or by the project when ``by`` is empty."""

    __slots__ = ("by", "of", "requirement", "versions")

    def __init__(self, requirement: Requirement, by: str = "", versions: tuple[str, ...] = (), of: int = 0):
        self.requirement = requirement
        self.by = by
        self.versions = versions
        self.of = of

    def __str__(self) -> str:
        wanted = f"`{self.requirement.name}`" + (f" {self.requirement.specifier}" if self._is_limited else "")
        if not self.by:
            return f"this project wants {wanted}"
        return f"{self._subject} requires {wanted}"

    @property
    def _is_limited(self) -> bool:
        return bool(self.requirement.specifier.text)

    @property
    def _subject(self) -> str:
        if len(self.versions) == self.of:
            return f"every version of `{self.by}`" if self.of > 1 else f"`{self.by}` {self.versions[0]}"
        shown = self.versions if len(self.versions) <= _MOST_SHOWN else (*self.versions[:_MOST_SHOWN], "…")
        return f"`{self.by}` {', '.join(shown)}"


class Preferences:
    """What narrows a choice beyond the requirements.

    ``locked`` versions are kept where they fit, ``fixed`` ones are the only ones that count. What was
    published later than ``not_after`` (RFC 3339, UTC; empty for no limit) is passed over, but for what is
    ``there`` already (of itself, what is locked), and so is what one of the ``policies`` forbids.
    """

    __slots__ = ("fixed", "locked", "not_after", "policies", "there")

    def __init__(
        self,
        locked: Mapping[PackName, Version],
        *,
        there: Mapping[PackName, Version] | None = None,
        fixed: Mapping[PackName, Version] | None = None,
        not_after: str = "",
        policies: Sequence[Policy] = (),
    ):
        self.locked = dict(locked)
        self.there = self.locked if there is None else dict(there)
        self.fixed = dict(fixed or {})
        self.not_after = not_after
        self.policies = policies

    def fixing(self, fixed: Mapping[PackName, Version]) -> Preferences:
        """The same with other fixed versions."""
        return Preferences(
            self.locked, there=self.there, fixed=fixed, not_after=self.not_after, policies=self.policies
        )

    def without_policies(self) -> Preferences:
        """The same where no policy holds."""
        return Preferences(self.locked, there=self.there, fixed=self.fixed, not_after=self.not_after)

    def is_too_young(self, name: PackName, release: ReleaseEntry) -> bool:
        """Whether a release was published after the limit, and is not there already."""
        is_young = bool(self.not_after) and release.published_at > self.not_after
        return is_young and self.there.get(name) != release.version

    def forbidden(self, name: PackName, releases: Sequence[ReleaseEntry]) -> int:
        """The releases of a pack that a policy does not let in, as a mask whose bit 1 is the first."""
        policies = [policy.about(name) for policy in self.policies]
        return sum(
            2 << index
            for index, item in enumerate(releases if policies else ())
            if any(policy.forbids(name, item.version) for policy in policies)
        )


def resolve(
    wants: Sequence[Requirement],
    documents: Mapping[PackName, PackDocument],
    preferences: Preferences,
    *,
    registry: str,
) -> dict[PackName, ReleaseEntry]:
    """Choose releases, keeping locked versions where they fit and else the newest.

    Raises E_PACK_UNKNOWN when a pack that nothing can do without has no document, and E_CONFLICT.
    """
    problem = _Problem(wants, documents, preferences)
    try:
        solution = solve(problem)
    except NoSolutionError as failure:
        reasons = [reason for reason in failure.reasons() if isinstance(reason, Need)]
        raise _explain(reasons, documents, problem, registry) from None
    chosen = {name: bit for number, bit in solution.items() if (name := problem.names[number])}
    return {name: documents[name].releases[bit.bit_length() - 2] for name, bit in sorted(chosen.items())}


class _Problem:
    """The solver's questions, answered from documents: packages are numbers, versions are bits."""

    def __init__(
        self,
        wants: Sequence[Requirement],
        documents: Mapping[PackName, PackDocument],
        preferences: Preferences,
    ):
        self._wants = wants
        self._documents = documents
        self.preferences = preferences
        self.names: list[PackName | None] = [None]
        self._numbers: dict[PackName, int] = {}
        self._accepted: dict[tuple[PackName, str], int] = {}
        self._forbidden: dict[PackName, int] = {}

    def everything(self, package: int) -> int:
        """All versions of a package, and its absence."""
        name = self.names[package]
        if name is None:
            return _CHOSEN | ABSENT
        if name in self.preferences.fixed:
            return self._bit(name, self.preferences.fixed[name]) | ABSENT
        document = self._documents.get(name)
        return (2 << len(document.releases)) - 1 if document else ABSENT

    def prefer(self, package: int, domain: int) -> int:
        """The locked version where it still fits, else the newest."""
        name = self.names[package]
        if name is None:
            return _CHOSEN
        return self._locked_bit(name) & domain or 1 << domain.bit_length() - 1

    def clauses(self, package: int) -> Iterator[Clause]:
        """What a package's versions require; versions with the same requirement share a clause."""
        name = self.names[package]
        if name is None:
            for wanted in self._wants:
                yield self._clause(ROOT, _CHOSEN, wanted, Need(wanted))
            return
        releases = self._documents[name].releases
        sharing: dict[Requirement, int] = {}
        for index, release in enumerate(releases):
            for requirement in release.requires:
                sharing[requirement] = sharing.get(requirement, 0) | 2 << index
        for requirement, versions in sharing.items():
            shown = tuple(
                str(item.version) for index, item in enumerate(releases) if versions >> index + 1 & 1
            )
            yield self._clause(package, versions, requirement, Need(requirement, name, shown, len(releases)))

    def accepted(self, requirement: Requirement) -> int:
        """The versions that a requirement accepts, as a mask without bit 0."""
        key = (requirement.name, requirement.specifier.text)
        if key not in self._accepted:
            self._accepted[key] = self._accept(requirement.name, requirement.specifier)
        return self._accepted[key]

    def _clause(self, package: int, versions: int, requirement: Requirement, need: Need) -> Clause:
        number = self._number(requirement.name)
        refused = self.everything(number) & ~self.accepted(requirement)
        if number == package:
            return Clause({package: versions & refused}, need)
        return Clause({package: versions, number: refused}, need)

    def _accept(self, name: PackName, specifier: Specifier) -> int:
        document = self._documents.get(name)
        if document is None:
            return 0
        fitting = trials = 0
        forbidden = self._forbidden_of(name)
        exact = specifier.text.startswith("==") and "*" not in specifier.text and "," not in specifier.text
        locked = self._locked_bit(name)
        for index, release in enumerate(document.releases):
            bit = 2 << index
            withdrawn = release.yanked is not None and not exact and bit != locked
            if withdrawn or self.preferences.is_too_young(name, release):
                continue
            if specifier.contains(release.version, prereleases=True) and not bit & forbidden:
                if release.version.is_prerelease and not specifier.accepts_prereleases and bit != locked:
                    trials |= bit
                else:
                    fitting |= bit
        return fitting or trials

    def _forbidden_of(self, name: PackName) -> int:
        """The versions that a policy does not let in, as a mask."""
        if name not in self._forbidden:
            self._forbidden[name] = self.preferences.forbidden(name, self._documents[name].releases)
        return self._forbidden[name]

    def _locked_bit(self, name: PackName) -> int:
        version = self.preferences.locked.get(name)
        return 0 if version is None else self._bit(name, version)

    def _bit(self, name: PackName, version: Version) -> int:
        document = self._documents.get(name)
        releases = document.releases if document else ()
        return sum(2 << index for index, item in enumerate(releases) if item.version == version)

    def _number(self, name: PackName) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]


def _explain(
    reasons: Sequence[Need], documents: Mapping[PackName, PackDocument], problem: _Problem, registry: str
) -> CtxpackError:
    for need in reasons:
        if need.requirement.name not in documents:
            requirer = f", and {need}" if need.by else ""
            return ERRORS.error(
                "E_PACK_UNKNOWN",
                pack=need.requirement.name,
                registry=registry,
                requirer=requirer,
                suggestion="",
                unsent="",
            )
    sentences = [str(need) for need in _in_order(reasons)]
    sentences += [
        _nothing_fits(need.requirement, documents, problem.preferences)
        for need in reasons
        if not problem.accepted(need.requirement)
    ]
    return ERRORS.error("E_CONFLICT", reasons=list(dict.fromkeys(sentences)))


def _in_order(reasons: Sequence[Need]) -> list[Need]:
    """From each wish of the project down to what follows from it."""
    by_requirer: dict[str, list[Need]] = {}
    for need in sorted(reasons, key=lambda need: need.requirement.name, reverse=True):
        by_requirer.setdefault(need.by, []).append(need)
    ordered = []
    waiting = by_requirer.pop("", [])
    while waiting:
        need = waiting.pop()
        ordered.append(need)
        waiting += by_requirer.pop(need.requirement.name, [])
    return ordered


def _nothing_fits(
    requirement: Requirement, documents: Mapping[PackName, PackDocument], preferences: Preferences
) -> str:
    releases = documents[requirement.name].releases
    if not releases:
        return f"`{requirement.name}` has no release"
    versions = [f"{item.version}{_remark(requirement.name, item, preferences)}" for item in releases]
    if len(versions) == 1:
        return f"`{requirement.name}` has {versions[0]} alone, which does not fit"
    return f"`{requirement.name}` has {', '.join(versions[-_MOST_SHOWN:])}, and none of them fits"


def _remark(name: PackName, release: ReleaseEntry, preferences: Preferences) -> str:
    if release.yanked is not None:
        return " (yanked)"
    return " (too young)" if preferences.is_too_young(name, release) else ""
