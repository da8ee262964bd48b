"""Running every rule over a pack: all findings at once, never only the first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from packformat.errors import printable
from packformat.findings import Finding, Report
from packformat.rules import (
    addresses,
    agents,
    commands,
    components,
    connectors,
    conventions,
    encoded,
    evals,
    files,
    garbled,
    hidden,
    hooks,
    instructions,
    loads,
    manifest,
    meaning,
    memories,
    names,
    personas,
    plugin,
    powers,
    scaffolds,
    secrets,
    servers,
    skills,
    unread,
    workflows,
)
from packformat.rules.base import MOST_COUNTED, MOST_SEEN, RULESET, Rule, Seen
from packformat.rules.view import PackView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.archive import Entry
    from packformat.powers.find import Search

_AREAS = (
    manifest,
    names,
    components,
    connectors,
    skills,
    agents,
    hooks,
    plugin,
    loads,
    servers,
    memories,
    conventions,
    scaffolds,
    workflows,
    personas,
    files,
    hidden,
    garbled,
    commands,
    encoded,
    addresses,
    instructions,
    meaning,
    secrets,
    powers,
    evals,
    unread,
)
"""What looks for phrases stands before the reader, who takes what they leave of a pack's budget."""
RULES: tuple[Rule, ...] = tuple(rule for area in _AREAS for rule in area.RULES)
_LONGEST = 1000
"""Letters of a message: the longest of 1,650 real packs has 420, and a value in one may have any."""


def run_rules(entries: Iterable[Entry], *, folder: str = "") -> Report:
    """Look at files with every rule; ``folder`` names a pack without a manifest."""
    return report_on(view_of(entries, folder=folder))


def view_of(
    entries: Iterable[Entry],
    *,
    folder: str = "",
    inferred: tuple[str, ...] = (),
    search: Search | None = None,
) -> PackView:
    """A pack as every rule sees it.

    ``folder`` names a pack without a manifest, ``inferred`` is what a build guessed when it made one,
    ``search`` the powers that it found.
    """
    ignorable = (rule.id for rule in RULES if rule.ignorable)
    return PackView(entries, folder, ignorable_rules=ignorable, inferred=inferred, search=search)


def report_on(view: PackView) -> Report:
    """Look at a pack with every rule; the report is about no archive until somebody makes one of the pack.

    Rules that the manifest asks to leave out are left out and named, except those that refuse or hold.
    """
    wanted = view.manifest.ignored_rules if view.manifest else ()
    ignored = view.ignorable_rules.intersection(wanted)
    findings = (seen for rule in RULES if rule.id not in ignored for seen in _findings(rule, view))
    return Report.of(None, RULESET, findings, unread.not_checked(view), ignored)


def _findings(rule: Rule, view: PackView) -> Iterator[Finding]:
    found = iter(rule.check(view))
    for seen in islice(found, MOST_SEEN):
        yield _finding(rule, seen)
    last = next(found, None)
    more = sum(1 for _ in islice(found, MOST_COUNTED - 1))
    if last and not more:
        yield _finding(rule, last)
    elif last:
        count = f"{more + 1} more" if more < MOST_COUNTED - 1 else f"{MOST_COUNTED} or more"
        message = f"There are {count} places like these"
        yield _finding(rule, Seen("", message, "mend those that are named and check again"))


def _finding(rule: Rule, seen: Seen) -> Finding:
    """What a rule tells; names and values of strangers stand in it, and none hides or turns a word of it."""
    said = {"message": printable(seen.message, _LONGEST), "fix": printable(seen.fix, _LONGEST)}
    return Finding(rule=rule.id, severity=rule.severity, **{**seen._asdict(), **said})
