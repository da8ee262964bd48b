"""When a model's concerns hold a pack, and when that it has none says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.findings import Finding
    from packformat.modelreader.answer import Concern, Reading

HOLD_FROM = 60
"""Reviewers of a hundred, as the model guesses, from which a concern holds: from 20 to 90 samples differ in
nothing, and it was chosen before they were measured (ADR 21)."""
_PROSE = "content/"
"""The area of the rules that judge what words and commands mean, as a model does."""


def graver(concerns: Iterable[Concern]) -> list[Concern]:
    """The concerns that hold a pack, each place once, the surest first."""
    surest: dict[tuple[str, int], Concern] = {}
    for one in sorted(concerns, key=lambda one: (-one.sure, one)):
        if one.sure >= HOLD_FROM:
            surest.setdefault((one.path, one.line), one)
    return list(surest.values())


def is_only_suspected(findings: Iterable[Finding]) -> bool:
    """Whether a pack is stopped by nothing but what a model's silence may settle: rules hold it for prose."""
    stopping = [one for one in findings if one.severity in ("error", "hold")]
    return bool(stopping) and all(one.severity == "hold" and one.rule.startswith(_PROSE) for one in stopping)


def is_silent(readings: Iterable[Reading]) -> bool:
    """Whether nothing at all was said against a pack: nothing unsure, and nothing whose quote is made up."""
    return not any(reading.concerns or reading.made_up for reading in readings)
