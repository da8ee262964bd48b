"""Rules about workflows: their steps can be followed to the last, and what decides at a gate is there."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen
from packformat.rules.deciders import MOST_LOOKED_FOR, WHO_DECIDES, Deciders
from packformat.workflows.order import faults_of
from packformat.workflows.workflow import read_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView
    from packformat.workflows.workflow import Gate, Step

_FIX = "say in `after` what a step waits for, in `needs` and `gives` what passes on, and give one a `gate`"


def _order(view: PackView) -> Iterator[Seen]:
    for path, workflow in view.readable("workflow", read_workflow):
        for step, fault in faults_of(workflow):
            yield Seen(path, fault, _FIX, view.line_of(path, f'"{step}"'))


def _gates(view: PackView) -> Iterator[Seen]:
    gates = list(islice(_all_gates(view), MOST_LOOKED_FOR))
    deciders = Deciders(view) if gates else None
    for path, step, gate in gates:
        if deciders and not deciders.has(gate.checked_by):
            message = f"`{gate.checked_by}` decides at the gate of `{step.id}`, and is nowhere in the pack"
            yield Seen(path, message, WHO_DECIDES, view.line_of(path, f'"{gate.checked_by}"'))


def _all_gates(view: PackView) -> Iterator[tuple[str, Step, Gate]]:
    for path, workflow in view.readable("workflow", read_workflow):
        for step in workflow.steps:
            if step.gate:
                yield path, step, step.gate


RULES = (
    Rule(
        "workflow/order",
        "error",
        "Every step of a workflow is reached, has what it needs by then, and one has a gate.",
        _order,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "workflow/gates",
        "warning",
        "What decides at a gate is in the pack, or is a person.",
        _gates,
        by_hand=AUTHOR_KNOWS,
    ),
)
