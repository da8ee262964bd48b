"""Advisories in index documents: that a release harms or misleads, and what to do about it.

A release carries those that concern it, so whoever has the signed document knows, with or without a network.
The long text is on the registry's page; here stands what a plan can show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.versions import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

SEVERITIES = ("critical", "high", "moderate", "low")
"""From worst to mildest."""
_MILD = ("moderate", "low")


class AdvisoryEntry(NamedTuple):
    """One advisory on a release; ``fixed`` is the first version that it does not concern, None for none yet.

    ``id`` names it within its registry, ``title`` says what is wrong and ``advice`` what to do, a line each.
    """

    id: str
    severity: str
    title: str
    advice: str = ""
    fixed: Version | None = None

    @property
    def is_severe(self) -> bool:
        """Whether nobody should choose the release unasked; a severity of a later format counts as severe."""
        return self.severity not in _MILD

    def as_dict(self) -> dict[str, Any]:
        """The advisory as the document states it."""
        return {
            "id": self.id,
            "severity": self.severity,
            "title": self.title,
            "advice": self.advice,
            "fixed": str(self.fixed) if self.fixed else None,
        }

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> AdvisoryEntry:
        """Read what `as_dict` gives; raises whatever a value of another shape leads to."""
        return cls(
            id=str(row["id"]),
            severity=str(row["severity"]),
            title=str(row["title"]),
            advice=str(row.get("advice", "")),
            fixed=Version.parse(row["fixed"]) if row.get("fixed") else None,
        )
