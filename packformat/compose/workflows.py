"""The steps that an expert tells as a workflow of the pack: in their order, with a gate where one is done.

A step that begins together with the one before it waits for what that one waits for; the next step that does
not waits for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.manifest import manifest_values, pack_name
from packformat.compose.markdown import first, labelled, one_line
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TOGETHER = "together"
"""What `begins` says of a step that begins with the one before it."""
_LONGEST = 200
"""Letters of a line of the format."""
_LONGEST_HOW = 4000


def workflow_path(content: Mapping[str, Any]) -> str:
    """Where the workflow stands."""
    return f"workflows/{pack_name(content)}.toml"


def workflow_file(content: Mapping[str, Any]) -> Iterator[Entry]:
    """The workflow, once one step says how one knows that it is done: without a gate it is only a list."""
    told_steps = content.get("steps", ())
    waits = branches(told_steps)
    steps = [_step(step, waits.get(step["id"])) for step in told_steps]
    if any("gate" in step for step in steps):
        about = str(manifest_values(content).get("summary", ""))
        told = {
            "title": _line(str(content.get("title") or pack_name(content))),
            "about": _line(about) or "From the first step to the last",
            "steps": steps,
        }
        yield Entry(workflow_path(content), toml_document(told).encode("utf-8"))


def branches(steps: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """What each step waits for, as ids; nothing of those that wait for the one before them alone."""
    found: dict[str, list[str]] = {}
    last: list[str] = []
    before: list[str] = []
    beside: list[str] = []
    for step in steps:
        if step.get("begins") != TOGETHER:
            before, beside = beside, []
        if before != last:
            found[step["id"]] = before
        last = [step["id"]]
        beside = [*beside, *last]
    return found


def _step(step: Mapping[str, Any], after: list[str] | None) -> dict[str, Any]:
    stop = labelled("Stop and ask when", step.get("stop", ""))
    how = "\n\n".join(part for part in (step.get("how", ""), stop) if part)
    told = {
        "id": step["id"],
        "title": _line(first(step, "title", "id")),
        "role": _line(step.get("who", "")),
        "when": _line(step.get("when", "")),
        "how": how[:_LONGEST_HOW],
        "needs": [_line(thing) for thing in step.get("needs", ())],
        "gives": [_line(thing) for thing in step.get("gives", ())],
        "gate": {"text": _line(step["done"])} if step.get("done") else {},
    }
    waits = {} if after is None else {"after": after}
    return {key: value for key, value in told.items() if value} | waits


def _line(text: str) -> str:
    """One line as the format takes it: an `@` would load a file."""
    return one_line(text).replace("@", "(at)")[:_LONGEST].rstrip()
