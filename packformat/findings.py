"""Findings and reports: what the rules saw in a pack, and the verdict that follows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.digest import Digest

SEVERITIES = ("error", "hold", "warning", "hint")
"""From worst to mildest: refused; kept until a person decides; said; suggested."""

ACCEPTED, HELD, REJECTED = "accepted", "held", "rejected"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a rule saw.

    ``rule`` is ``area/name``, the anchor of its documentation; ``code`` the error code behind it, if any;
    ``line`` is counted from 1, and 0 when the finding is about the whole file; ``fix`` says what to do
    next.
    """

    rule: str
    severity: str
    path: str
    message: str
    fix: str = ""
    line: int = 0
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """All findings about one archive by one rule set, and the checks that were not made."""

    digest: Digest | None
    ruleset: str
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, digest: Digest | None, ruleset: str, findings: Iterable[Finding], not_checked: Iterable[str] = ()
    ) -> Report:
        """Make a report with its findings in their canonical order: worst first, then by place."""
        ordered = sorted(findings, key=_order)
        return cls(digest=digest, ruleset=ruleset, findings=tuple(ordered), not_checked=tuple(not_checked))

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
            "findings": [vars(finding) for finding in self.findings],
            "not_checked": list(self.not_checked),
        }
        return (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _order(finding: Finding) -> tuple[int, str, int, str, str, str, str]:
    place = (SEVERITIES.index(finding.severity), finding.path, finding.line)
    return (*place, finding.rule, finding.message, finding.fix, finding.code)
