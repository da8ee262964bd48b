"""A workflow as its author wrote it: steps, who does each, what it needs and gives, and the gates between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.component import readable
from packformat.criteria import BY_PEOPLE
from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER, SUFFIX = "workflows/", ".toml"


class Gate(NamedTuple):
    """What has to hold before the work goes on, what decides it, and the step that it sends work back to.

    ``back_to`` is empty where work goes back to the gate's own step.
    """

    text: str
    checked_by: str
    back_to: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step; ``after`` are the ids of those it waits for.

    ``role`` is empty for whoever runs it all, ``when`` for a step that is done in every case.
    """

    id: str
    title: str
    role: str
    when: str
    how: str
    after: tuple[str, ...]
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    gate: Gate | None


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """A workflow with its steps in the order of its file."""

    name: str
    title: str
    about: str
    steps: tuple[Step, ...]


def read_workflow(path: str, data: bytes) -> Workflow:
    """Read ``workflows/<name>.toml``; raises E_MANIFEST_… or E_SCHEMA.

    A step that does not say what it waits for waits for the one before it.
    """
    value = read_toml(path, data)
    for error in component_errors(path, value, "workflow"):
        raise error
    rows = value["steps"]
    before = [(), *((row["id"],) for row in rows)]
    return Workflow(
        name=path.removeprefix(FOLDER).removesuffix(SUFFIX),
        title=value["title"],
        about=value["about"],
        steps=tuple(_step(row, usual) for row, usual in zip(rows, before, strict=False)),
    )


def workflows_in(files: Mapping[str, bytes]) -> list[Workflow]:
    """The workflows of a pack by name; one that cannot be read is left out, and a rule says so."""
    return list(readable(files, "workflow", read_workflow).values())


def _step(row: Mapping[str, Any], usual: tuple[str, ...]) -> Step:
    gate = row.get("gate")
    return Step(
        id=row["id"],
        title=row["title"],
        role=row.get("role", ""),
        when=row.get("when", ""),
        how=row.get("how", "").strip(),
        after=tuple(row.get("after", usual)),
        needs=tuple(row.get("needs", ())),
        gives=tuple(row.get("gives", ())),
        gate=Gate(gate["text"], gate.get("checked-by", BY_PEOPLE), gate.get("back-to", "")) if gate else None,
    )
