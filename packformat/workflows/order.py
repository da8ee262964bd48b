"""The order of a workflow's steps, and every reason why there is none, each naming its step."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.workflows.workflow import Step, Workflow


def faults_of(workflow: Workflow) -> list[tuple[str, str]]:
    """Why a workflow cannot be followed: the step's id, and the reason in words; empty where it can.

    A cycle hides what hangs on order: that is looked at once there is one.
    """
    found = [*_twice(workflow), *_waiting_for_nothing(workflow)] or list(_in_circles(workflow))
    return found or [*_needs_too_early(workflow), *_sent_forward(workflow), *_gateless(workflow)]


def ordered(workflow: Workflow) -> list[Step]:
    """The steps, each after all it waits for, otherwise as in the file; for a workflow without faults."""
    done: set[str] = set()
    left, found = list(workflow.steps), []
    while left:
        step = next(one for one in left if done.issuperset(one.after))
        left.remove(step)
        found.append(step)
        done.add(step.id)
    return found


def before(workflow: Workflow) -> dict[str, set[str]]:
    """Of each step, by its id, all that are done before it begins; for a workflow without cycles."""
    steps = {step.id: step for step in workflow.steps}
    found: dict[str, set[str]] = {}
    for name in TopologicalSorter({step.id: step.after for step in workflow.steps}).static_order():
        after = steps[name].after
        found[name] = set(after).union(*(found[one] for one in after))
    return found


def _twice(workflow: Workflow) -> Iterator[tuple[str, str]]:
    ids = [step.id for step in workflow.steps]
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        yield name, f"The id `{name}` stands on two steps"


def _waiting_for_nothing(workflow: Workflow) -> Iterator[tuple[str, str]]:
    ids = {step.id for step in workflow.steps}
    for step in workflow.steps:
        for name in step.after:
            if name not in ids:
                yield (
                    step.id,
                    f"The step `{step.id}` is never reached: it waits for `{name}`, which is no step",
                )


def _in_circles(workflow: Workflow) -> Iterator[tuple[str, str]]:
    try:
        TopologicalSorter({step.id: step.after for step in workflow.steps}).prepare()
    except CycleError as error:
        circle = error.args[1]
        shown = " → ".join(f"`{name}`" for name in circle)
        yield circle[0], f"The step `{circle[0]}` is never reached: it waits for itself, {shown}"


def _needs_too_early(workflow: Workflow) -> Iterator[tuple[str, str]]:
    """What no step gives comes from outside, and is there from the beginning."""
    done = before(workflow)
    for step in workflow.steps:
        for thing in step.needs:
            givers = [one.id for one in workflow.steps if thing in one.gives]
            if givers and not done[step.id].intersection(givers):
                said = f"The step `{step.id}` needs “{thing}” before `{givers[0]}`, which gives it, is done"
                yield step.id, said


def _sent_forward(workflow: Workflow) -> Iterator[tuple[str, str]]:
    done = before(workflow)
    for step in workflow.steps:
        back = step.gate.back_to if step.gate else ""
        if back and back not in done[step.id] | {step.id}:
            yield (
                step.id,
                f"The gate of `{step.id}` sends work back to `{back}`, which does not come before it",
            )


def _gateless(workflow: Workflow) -> Iterator[tuple[str, str]]:
    if not any(step.gate for step in workflow.steps):
        name = workflow.steps[0].id
        yield name, f"No step from `{name}` on has a gate: nothing says when the work may go on"
