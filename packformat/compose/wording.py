"""Checks in plain words, the same in the skill, the criteria and on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.graders import TOLERANT
from packformat.compose.markdown import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SENTENCES = {
    "contains": "The result says “{words}”",
    "never": "The result never says “{words}”",
    "longest": "What stands after “{words}” has at most {most} letters",
    "figure": "The number after “{words}” is {figure}",
    "between": "The number after “{words}” is {limits}",
    "agree": "The number after “{words}” is the same as the one after “{other}”",
    "sums": "The column “{words}” adds up to its total",
    "listed": "The column “{words}” has {entries}",
    "exactly": "The column “{words}” has {entries} and nothing else",
    "rows": "Everything in the column “{words}” is also in the column “{other}”",
    "person": "{words}",
}
BY_PERSON = "person"
"""The kind of check that only a person can make."""
_MOST_SHOWN = 3
_LONGEST_QUOTED = 90
"""Characters of an answer that stand in a sentence beside another; a criterion takes 300."""
_UNSAID = "not written yet"


def check_sentence(check: Mapping[str, Any]) -> str:
    """What a check demands, in one sentence of at most 300 characters."""
    kind = check.get("kind", "contains")
    words, other = one_line(str(check.get("words", ""))), one_line(check.get("other", _UNSAID))
    sentence = _SENTENCES[kind].format(
        words=words if kind in _ALONE else _short(words),
        other=_short(other),
        figure=check.get("figure", _UNSAID),
        most=check.get("most", _UNSAID),
        limits=_limits(check),
        entries=_listed(check.get("entries", ())),
    )
    return f"{sentence}, within {check['within']}" if check.get("within") and kind in TOLERANT else sentence


_ALONE = ("contains", "never", "longest", "figure", "sums", BY_PERSON)
"""Kinds whose words are the only long ones in the sentence."""


def _limits(check: Mapping[str, Any]) -> str:
    least, most = check.get("least"), check.get("most")
    if least and most:
        return f"between {least} and {most}"
    if least:
        return f"at least {least}"
    return f"at most {most}" if most else _UNSAID


def _listed(entries: Iterable[str]) -> str:
    shown = [f"“{_short(one_line(entry), 40)}”" for entry in entries]
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return (", ".join(shown[:_MOST_SHOWN]) or _UNSAID) + more


def _short(text: str, longest: int = _LONGEST_QUOTED) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
