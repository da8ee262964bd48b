"""What is chosen: the cases of ``fixtures/resolution``, and small graphs against every choice there is."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from installer_cli.keep import resolve_keeping
from installer_cli.resolve import Preferences
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.index import PackDocument, ReleaseEntry
from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version
from tests.support.source import ROOT
from tests.support.terms import LONG

if TYPE_CHECKING:
    from collections.abc import Mapping

CASES = sorted((ROOT / "fixtures" / "resolution").glob("*.json"))
FIELDS = {"case", "available", "wanted", "locked", "update", "not_after", "pins", "conflict", "unknown"}
GRAPHS = 1000

Choice = dict[str, str]


def choose(case: Mapping[str, Any]) -> Choice:
    """The pins of a case; raises its conflict."""
    locked = {PackName(name): Version.parse(version) for name, version in case.get("locked", {}).items()}
    fresh = {PackName(name) for name in case.get("update", ())}
    kept = {name: version for name, version in locked.items() if name not in fresh}
    wants = [
        Requirement(PackName(name), Specifier.parse(specifier)) for name, specifier in case["wanted"].items()
    ]
    first = [*sorted(fresh), *sorted({want.name for want in wants}.difference(locked))] if locked else []
    documents = {
        PackName(name): PackDocument(PackName(name), 1, [entry(*item) for item in releases.items()], LONG)
        for name, releases in case["available"].items()
    }
    preferences = Preferences(kept, there=locked, not_after=case.get("not_after", ""))
    chosen = resolve_keeping(wants, documents, preferences, first=first, registry="https://packs.test")
    return {str(name): str(release.version) for name, release in chosen.items()}


def entry(version: str, release: Mapping[str, Any]) -> ReleaseEntry:
    requires = release.get("requires", {}).items()
    return ReleaseEntry(
        version=Version.parse(version),
        archive=Digest.of(version.encode()),
        size=1,
        tree=Digest.of(b""),
        files=1,
        unpacked=1,
        published_at=release.get("published", "2026-01-01T00:00:00Z"),
        requires=tuple(Requirement(PackName(name), Specifier.parse(text)) for name, text in requires),
        yanked=release.get("yanked"),
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_ends_as_it_says(path: Any) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    assert set(case) <= FIELDS
    if "pins" in case:
        assert choose(case) == case["pins"]
        return
    with pytest.raises(CtxpackError) as caught:
        choose(case)
    if "conflict" in case:
        assert caught.value.data["reasons"] == case["conflict"]
    else:
        assert caught.value.message == case["unknown"]


def random_case(seed: int) -> dict[str, Any]:
    """A few packs with a few versions, a lock that holds some of them, and one pack to update."""
    dice = random.Random(seed)  # noqa: S311 - the same graphs in every run
    names = [f"pack-{number}" for number in range(dice.randint(2, 4))]
    versions = {name: [f"{number}.0.0" for number in range(1, dice.randint(2, 4))] for name in names}

    def requires(name: str) -> dict[str, str]:
        others = [other for other in names if other != name]
        chosen = dice.sample(others, dice.randint(0, min(2, len(others))))
        return {other: dice.choice([">=", "<=", "=="]) + dice.choice(versions[other]) for other in chosen}

    available = {
        name: {version: {"requires": requires(name)} for version in versions[name]} for name in names
    }
    wanted = dict.fromkeys(dice.sample(names, dice.randint(1, 2)), "*")
    locked = {name: dice.choice(versions[name]) for name in names if dice.random() < 0.8}
    return {
        "available": available,
        "wanted": wanted,
        "locked": locked,
        "update": [next(iter(wanted))],
    }


def every_choice(case: Mapping[str, Any]) -> list[Choice]:
    """Every choice that meets all requirements and holds nothing that nobody requires."""
    names = list(case["available"])
    options = [[None, *case["available"][name]] for name in names]
    found = []
    for versions in itertools.product(*options):
        choice = {name: version for name, version in zip(names, versions, strict=True) if version}
        if set(choice) == needed(case, choice) and all(holds(case, choice, name) for name in choice):
            found.append(choice)
    return found


def holds(case: Mapping[str, Any], choice: Choice, name: str) -> bool:
    requires = case["available"][name][choice[name]]["requires"]
    return all(
        other in choice and Specifier.parse(text).contains(Version.parse(choice[other]))
        for other, text in requires.items()
    )


def needed(case: Mapping[str, Any], choice: Choice) -> set[str]:
    found: set[str] = set()
    waiting = list(case["wanted"])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += case["available"][name][choice[name]]["requires"] if name in choice else ()
    return found


def moved(case: Mapping[str, Any], choice: Choice) -> set[str]:
    """The locked packs, but for those to update, that a choice has at another version."""
    locked = {name: version for name, version in case["locked"].items() if name not in case["update"]}
    return {name for name, version in locked.items() if choice.get(name, version) != version}


@pytest.mark.parametrize("start", range(0, GRAPHS, 100))
def test_an_update_is_as_new_as_any_choice_allows_and_moves_no_more_than_it_must(start: int) -> None:
    for seed in range(start, start + 100):
        case = random_case(seed)
        choices = every_choice(case)
        if not choices:
            with pytest.raises(CtxpackError):
                choose(case)
            continue
        found = choose(case)
        assert found in choices
        updated = case["update"][0]
        assert found[updated] == max(choice[updated] for choice in choices), (seed, case)
        rivals = [
            choice
            for choice in choices
            if all(choice.get(name) == found[name] for name in fresh_names(case) if name in found)
        ]
        assert not [rival for rival in rivals if moved(case, rival) < moved(case, found)], (seed, case)


def fresh_names(case: Mapping[str, Any]) -> list[str]:
    """The packs that may be as new as can be: the one to update, and those that are not locked."""
    return [name for name in case["wanted"] if name in case["update"] or name not in case["locked"]]
