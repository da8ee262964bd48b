"""A case: what the agent is asked, where it starts, and what decides whether it did well.

``prompt.md`` and ``graders/*.md`` are Claude Code's own layout, which its `plugin eval` runs as they are;
``graders.toml`` beside them adds the workspace and the graders that need no model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.evals.native import read_native_grader
from packformat.frontmatter import read_frontmatter
from packformat.schema import component_errors
from packformat.texts import decode_utf8, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

EVALS = "evals/"
DEFAULT_TURNS = 10
"""Turns of a case whose prompt names no limit, as in Claude Code."""


@dataclass(frozen=True, kw_only=True)
class EvalCase:
    """One case of a pack; ``workspace``, ``graders`` and ``compare`` are as the schema describes them."""

    name: str
    title: str
    kind: str
    prompt: str
    max_turns: int
    allowed_tools: tuple[str, ...]
    workspace: Mapping[str, Any]
    graders: tuple[Mapping[str, Any], ...]
    compare: Mapping[str, Any] | None = None

    @property
    def folder(self) -> str:
        """Where it lies in the pack, with a slash at the end."""
        return f"{EVALS}{self.name}/"


def case_names(paths: Mapping[str, bytes]) -> list[str]:
    """The names of a pack's cases: every folder below ``evals/`` with a prompt."""
    names = (path.split("/") for path in paths if path.startswith(EVALS))
    return sorted(parts[1] for parts in names if parts[2:] == ["prompt.md"])


def read_case(files: Mapping[str, bytes], name: str) -> EvalCase:
    """Read one case from a pack's files; raises AuthorError naming the file and the field."""
    folder = f"{EVALS}{name}/"
    path = f"{folder}prompt.md"
    front = read_frontmatter(path, decode_utf8(path, files[path]))
    own = _own_graders(files, f"{folder}graders.toml")
    native = [
        read_native_grader(grader, files[grader])
        for grader in sorted(files)
        if grader.startswith(f"{folder}graders/") and grader.endswith(".md")
    ]
    graders = (*own.get("graders", ()), *({**item, "id": f"{item['id']}.md"} for item in native))
    if not graders:
        reason, remedy = "nothing decides whether it was done well", f"add `{folder}graders.toml`"
        raise FORMAT.error("E_SCHEMA", path=path, field="the case", reason=reason, remedy=remedy)
    return EvalCase(
        name=name,
        title=str(own.get("title", name)),
        kind=str(own.get("kind", "answer")),
        prompt=front.body.strip(),
        max_turns=_whole_number(front.fields.get("max_turns")),
        allowed_tools=_texts(front.fields.get("allowed_tools")),
        workspace=own.get("workspace", {}),
        graders=graders,
        compare=own.get("compare"),
    )


def _own_graders(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    if path not in files:
        return {}
    value = read_toml(path, files[path])
    for error in component_errors(path, value, "graders"):
        raise error
    for grader in value["graders"]:
        _check_threshold(path, grader)
    return value


def _check_threshold(path: str, grader: Mapping[str, Any]) -> None:
    """A rubric that asks for more points than there are is met by nobody."""
    points = sum(one.get("points", 1) for one in grader.get("criteria", ()))
    if grader.get("threshold", points) > points:
        reason, remedy = f"there are only {points} points", "ask for no more than there are"
        field = f"`threshold` of `{grader['id']}`"
        raise FORMAT.error("E_SCHEMA", path=path, field=field, reason=reason, remedy=remedy)


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else DEFAULT_TURNS


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.replace(",", " ").split())
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
