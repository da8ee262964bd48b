"""Checks in plain words, the same in the skill, the criteria and on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.compose.markdown import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_SENTENCES = {
    "contains": "The result says “{words}”",
    "never": "The result never says “{words}”",
    "person": "{words}",
}
BY_PERSON = "person"
"""The kind of check that only a person can make."""


def check_sentence(check: Mapping[str, Any]) -> str:
    """What a check demands, in one sentence."""
    words = one_line(str(check.get("words", "")))
    return _SENTENCES[check.get("kind", "contains")].format(words=words)
