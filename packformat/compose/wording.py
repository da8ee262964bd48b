"""Checks in plain words, the same in the skill, the criteria and on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.markdown import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_SENTENCES = {
    "contains": "The result says “{words}”",
    "never": "The result never says “{words}”",
    "figure": "The number after “{words}” is {figure}",
    "sums": "The column “{words}” adds up to its total",
    "person": "{words}",
}
BY_PERSON = "person"
"""The kind of check that only a person can make."""


def check_sentence(check: Mapping[str, Any]) -> str:
    """What a check demands, in one sentence."""
    words = one_line(str(check.get("words", "")))
    kind = check.get("kind", "contains")
    within = check.get("within") if kind in ("figure", "sums") else ""
    sentence = _SENTENCES[kind].format(words=words, figure=check.get("figure", "not written yet"))
    return f"{sentence}, within {within}" if within else sentence
