"""Findings and reports: what the rules saw in a pack, and the verdict that follows."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.digest import Digest
    from packformat.edits import Edit

SEVERITIES = ("error", "hold", "warning", "hint")
"""From worst to mildest: refused; kept until a person decides; said; suggested."""

ACCEPTED, HELD, REJECTED = "accepted", "held", "rejected"


def count_by_severity(severities: Iterable[str]) -> dict[str, int]:
    """How many findings there are of each severity that there is, from worst to mildest."""
    counts = Counter(severities)
    return {severity: counts[severity] for severity in SEVERITIES if counts[severity]}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a rule saw.

    ``rule`` is ``area/name``, the anchor of its documentation; ``code`` the error code behind it, if any;
    ``line`` is counted from 1, and 0 when the finding is about the whole file; ``fix`` says what to do
    next, and ``edit`` does it where a program can.
    """

    rule: str
    severity: str
    path: str
    message: str
    fix: str = ""
    line: int = 0
    code: str = ""
    edit: Edit | None = None

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON-ready values."""
        return {**vars(self), "edit": self.edit._asdict() if self.edit else None}


@dataclass(frozen=True, kw_only=True)
class Report:
    """All findings about one archive by one rule set.

    ``not_checked`` says what no rule could look at, ``ignored`` which rules the author asked to be left out.
    """

    digest: Digest | None
    ruleset: str
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        digest: Digest | None,
        ruleset: str,
        findings: Iterable[Finding],
        not_checked: Iterable[str] = (),
        ignored: Iterable[str] = (),
    ) -> Report:
        """Make a report with its findings in their canonical order: worst first, then by place."""
        return cls(
            digest=digest,
            ruleset=ruleset,
            findings=tuple(sorted(findings, key=_order)),
            not_checked=tuple(sorted(not_checked)),
            ignored=tuple(sorted(ignored)),
        )

    def with_findings(self, more: Iterable[Finding], not_checked: Iterable[str] = ()) -> Report:
        """The same report with what others found as well; nothing that was found is taken away."""
        return Report.of(
            self.digest,
            self.ruleset,
            (*self.findings, *more),
            (*self.not_checked, *not_checked),
            self.ignored,
        )

    @property
    def verdict(self) -> str:
        """``rejected`` with any error, else ``held`` with any hold, else ``accepted``."""
        severities = {finding.severity for finding in self.findings}
        if "error" in severities:
            return REJECTED
        return HELD if "hold" in severities else ACCEPTED

    def to_json(self) -> bytes:
        """The report in its one canonical form: the same bytes for the same archive and rules anywhere."""
        value = {
            "digest": self.digest,
            "ruleset": self.ruleset,
            "verdict": self.verdict,
            "findings": [finding.as_dict() for finding in self.findings],
            "not_checked": list(self.not_checked),
            "ignored": list(self.ignored),
        }
        return (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _order(finding: Finding) -> tuple[int, str, int, str, str, str, str]:
    place = (SEVERITIES.index(finding.severity), finding.path, finding.line)
    return (*place, finding.rule, finding.message, finding.fix, finding.code)
