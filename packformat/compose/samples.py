"""Where samples of good and bad results stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULT = "answer.md"
"""The file that holds a result: in an example, and where an eval looks for it."""


def sample_folder(sample: Mapping[str, Any]) -> str:
    """Where an example stands."""
    return f"examples/{sample.get('label', 'good')}-{sample['id']}"
