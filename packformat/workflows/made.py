"""What the build makes of a workflow: a skill that says how it is followed, and a command that begins it.

Both are text alone. The skill comes into play when the agent sees that its work is this; the command is for a
person who wants it done from the first step, or from one that they name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from packformat.criteria import BY_PEOPLE
from packformat.workflows.order import faults_of, ordered
from packformat.workflows.workflow import workflows_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from packformat.workflows.workflow import Gate, Step, Workflow

_LEAD = (
    "Do the steps in this order. Begin one only when those it waits for are done and their gates hold, and "
    "say at each gate what you saw. A gate that does not hold is never passed: go back to the step it "
    "names. A step of another role is theirs: say what they need, hand it over, and wait."
)
_IN_SOME_CASES = (
    "A step that says in which cases it is done counts as done in every other: say that you left it out."
)


def skill_name(workflow: str) -> str:
    """The name of the skill that is made of a workflow."""
    return f"workflow-{workflow}"


def command_name(workflow: str) -> str:
    """The name of the command that begins a workflow."""
    return f"run-{workflow}"


def workflow_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The skills and commands of a pack's workflows; one that cannot be followed has none, and is refused."""
    made: dict[str, bytes] = {}
    for workflow in workflows_in(files):
        if not faults_of(workflow):
            made[f"skills/{skill_name(workflow.name)}/SKILL.md"] = _skill(workflow).encode()
            made[f"commands/{command_name(workflow.name)}.md"] = _command(workflow).encode()
    return made


def _skill(workflow: Workflow) -> str:
    numbers = {step.id: number for number, step in enumerate(ordered(workflow), 1)}
    about = json.dumps(f"{workflow.title}. {workflow.about}", ensure_ascii=False)
    head = f"---\nname: {skill_name(workflow.name)}\ndescription: {about}\n---"
    lead = [_LEAD, _IN_SOME_CASES] if any(step.when for step in workflow.steps) else [_LEAD]
    steps = (part for step in ordered(workflow) for part in _step(step, numbers))
    return "\n\n".join([head, f"# {workflow.title}", *lead, *steps]) + "\n"


def _step(step: Step, numbers: Mapping[str, int]) -> Iterator[str]:
    yield f"## {numbers[step.id]}. {step.title}"
    waits = ", ".join(f"step {number}" for number in sorted(numbers[name] for name in step.after))
    lines = {
        "Role": step.role,
        "Only when": step.when,
        "Begins": f"after {waits}" if waits else "at once",
        "Needs": "; ".join(step.needs),
        "Gives": "; ".join(step.gives),
    }
    yield "\n".join(f"- {label}: {text}" for label, text in lines.items() if text)
    if step.how:
        yield step.how
    if step.gate:
        yield _gate(step.gate, numbers[step.gate.back_to or step.id])


def _gate(gate: Gate, back: int) -> str:
    by = "a person decides" if gate.checked_by == BY_PEOPLE else f"decided by `{gate.checked_by}`"
    return f"**Gate:** {gate.text} ({by}). If it does not hold, go back to step {back}."


def _command(workflow: Workflow) -> str:
    about = json.dumps(f"{workflow.title}: all steps, gate by gate", ensure_ascii=False)
    return f"""---
description: {about}
argument-hint: "[number of the step to go on from]"
---

Follow the skill `{skill_name(workflow.name)}` of this plugin, from its first step or from the one named here:
$ARGUMENTS

Before you begin, list the steps with their roles, say what is needed from outside and whether it is there.
"""
