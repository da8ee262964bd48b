"""What differs in meaning: powers, token costs, components and requirements."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from marketplace.wording.powers import powers_in_words
from registry.models import Release


class Change(NamedTuple):
    """What the second release has beside the first, and what it lacks."""

    title: str
    added: Sequence[str]
    removed: Sequence[str]


class Cost(NamedTuple):
    """One token cost, before and after; None where it was not computed."""

    title: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int | None:
        """How many tokens more the second release takes."""
        return None if self.before is None or self.after is None else self.after - self.before


def power_changes(before: Release, after: Release) -> list[Change] | None:
    """Return the powers that came or went; None where those of one release were not computed."""
    if not before.powers or not after.powers:
        return None
    old = {power.sentence: power.objects for power in powers_in_words(before.powers)}
    new = {power.sentence: power.objects for power in powers_in_words(after.powers)}
    changes = (_change(title, old.get(title, ()), new.get(title, ())) for title in {**old, **new})
    return [change for change in changes if change.added or change.removed]


def costs(before: Release, after: Release) -> list[Cost]:
    """Return every token cost that either release has."""
    names = {**_numbers(before.tokens), **_numbers(after.tokens)}
    return [Cost(name, _numbers(before.tokens).get(name), _numbers(after.tokens).get(name)) for name in names]


def part_changes(before: Release, after: Release) -> list[Change]:
    """Return the components and the requirements that came or went."""
    changes = (
        _change("Components", _components(before), _components(after)),
        _change("Needs", _requirements(before), _requirements(after)),
    )
    return [change for change in changes if change.added or change.removed]


def _change(title: str, old: Collection[str], new: Collection[str]) -> Change:
    return Change(title, [one for one in new if one not in old], [one for one in old if one not in new])


def _components(release: Release) -> list[str]:
    return [f"{part.kind} {part.name}" for part in release.components.all()]


def _requirements(release: Release) -> list[str]:
    return [str(requirement) for requirement in release.requirements.all()]


def _numbers(tokens: Mapping[str, Any]) -> dict[str, int]:
    return {name: number for name, number in tokens.items() if isinstance(number, int)}
