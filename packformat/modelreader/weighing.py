"""When a model's concerns hold a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.modelreader.answer import Concern

HOLD_FROM = 60
"""Reviewers of a hundred, as the model guesses, from which a concern holds: measured on samples (ADR 20)."""


def graver(concerns: Iterable[Concern]) -> list[Concern]:
    """The concerns that hold a pack, each place once, the surest first."""
    sure = sorted((one for one in concerns if one.sure >= HOLD_FROM), key=lambda one: (-one.sure, one))
    return list({(one.path, one.line): one for one in reversed(sure)}.values())[::-1]
