"""Running every rule over a pack: all findings at once, never only the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.findings import Finding, Report
from packformat.rules import components, manifest
from packformat.rules.base import RULESET, PackView, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.archive import Entry
    from packformat.digest import Digest

RULES: tuple[Rule, ...] = (*manifest.RULES, *components.RULES)


def run_rules(entries: Iterable[Entry], *, digest: Digest | None = None, folder: str = "") -> Report:
    """Look at a pack with every rule; ``digest`` is that of the archive the verdict is about."""
    view = PackView(entries, folder)
    return Report.of(digest, RULESET, _findings(view))


def _findings(view: PackView) -> Iterator[Finding]:
    for rule in RULES:
        for seen in rule.check(view):
            yield Finding(rule=rule.id, severity=rule.severity, **seen._asdict())
