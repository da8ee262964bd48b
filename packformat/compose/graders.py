"""A check as the grader that decides it; one whose answers are not all there yet is a whole grader too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from packformat.compose.samples import RESULT

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROVISIONAL = "0"
"""The number of a check whose number is not written yet, so that a half-finished draft is a whole pack."""
_NUMBER = re.compile(r"-?\d+([.]\d+)?", re.ASCII)
_LONGEST_LINE = 10_000
"""Letters that a line may be limited to: no more than this is ever a line."""


def grader(check: Mapping[str, Any]) -> dict[str, Any]:
    """A check as a grader of the format."""
    words, entries = check["words"], list(check.get("entries", ())) or [check["words"]]
    other = check.get("other") or words
    column: dict[str, Any] = {"type": "column-has", "column": words}
    made: dict[str, dict[str, Any]] = {
        "contains": {"type": "contains", "texts": [words]},
        "never": {"type": "never-says", "texts": [words]},
        "longest": {"type": "regex", "pattern": _too_long(words, _number(check, "most")), "absent": True},
        "figure": {"type": "figure", "label": words, "equals": _number(check, "figure")},
        "between": {"type": "figure", "label": words, **_limits(check)},
        "agree": {"type": "figure", "label": words, "same-as": other},
        "sums": {"type": "adds-up", "column": words},
        "listed": {**column, "entries": entries},
        "exactly": {**column, "entries": entries, "nothing-else": True},
        "rows": {**column, "column": other, "entries-of": words},
    }
    kind = check.get("kind", "contains")
    within = {"tolerance": _number(check, "within")} if check.get("within") and kind in TOLERANT else {}
    return {"id": check["id"], "file": RESULT, **made[kind], **within}


TOLERANT = ("figure", "agree", "sums", "rows")
"""The kinds of check that ask how far off a number may be."""


def _number(check: Mapping[str, Any], field: str) -> str:
    text = str(check.get(field, ""))
    return text if _NUMBER.fullmatch(text) else _PROVISIONAL


def _limits(check: Mapping[str, Any]) -> dict[str, str]:
    named = {"at-least": "least", "at-most": "most"}
    limits = {limit: _number(check, field) for limit, field in named.items() if check.get(field)}
    return limits or {"at-least": _PROVISIONAL}


def _too_long(words: str, most: str) -> str:
    """The pattern of a line that has more than ``most`` letters after ``words``."""
    label = " +".join(map(re.escape, words.split()))
    letters = max(0, min(int(float(most)), _LONGEST_LINE))
    return rf"(?i){label}[ \t]*(?=\S)[^\n]{{{letters}}}[^\n]*?\S"
