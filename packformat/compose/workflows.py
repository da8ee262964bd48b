"""The steps that an expert tells as a workflow of the pack: in their order, with a gate where one is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.manifest import manifest_values, pack_name
from packformat.compose.markdown import first, labelled, one_line
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST = 200
"""Letters of a line of the format."""
_LONGEST_HOW = 4000


def workflow_path(content: Mapping[str, Any]) -> str:
    """Where the workflow stands."""
    return f"workflows/{pack_name(content)}.toml"


def workflow_file(content: Mapping[str, Any]) -> Iterator[Entry]:
    """The workflow, once one step says how one knows that it is done: without a gate it is only a list."""
    steps = [_step(step) for step in content.get("steps", ())]
    if any("gate" in step for step in steps):
        about = str(manifest_values(content).get("summary", ""))
        told = {
            "title": _line(str(content.get("title") or pack_name(content))),
            "about": _line(about) or "From the first step to the last",
            "steps": steps,
        }
        yield Entry(workflow_path(content), toml_document(told).encode("utf-8"))


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    stop = labelled("Stop and ask when", step.get("stop", ""))
    how = "\n\n".join(part for part in (step.get("how", ""), stop) if part)
    told = {
        "id": step["id"],
        "title": _line(first(step, "title", "id")),
        "role": _line(step.get("who", "")),
        "how": how[:_LONGEST_HOW],
        "needs": [_line(thing) for thing in step.get("needs", ())],
        "gives": [_line(thing) for thing in step.get("gives", ())],
        "gate": {"text": _line(step["done"])} if step.get("done") else {},
    }
    return {key: value for key, value in told.items() if value}


def _line(text: str) -> str:
    """One line as the format takes it: an `@` would load a file."""
    return one_line(text).replace("@", "(at)")[:_LONGEST].rstrip()
