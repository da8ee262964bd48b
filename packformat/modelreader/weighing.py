"""When a model's concerns hold a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.modelreader.answer import Concern

HOLD_FROM = 60
"""Reviewers of a hundred, as the model guesses, from which a concern holds: from 20 to 90 samples differ in
nothing, and it was chosen before they were measured (ADR 21)."""


def graver(concerns: Iterable[Concern]) -> list[Concern]:
    """The concerns that hold a pack, each place once, the surest first."""
    surest: dict[tuple[str, int], Concern] = {}
    for one in sorted(concerns, key=lambda one: (-one.sure, one)):
        if one.sure >= HOLD_FROM:
            surest.setdefault((one.path, one.line), one)
    return list(surest.values())
