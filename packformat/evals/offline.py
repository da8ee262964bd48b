"""Grading a recorded run without running anything: as much as follows from the pack's own bytes.

Commands are not run, no judge is asked, and a pattern of a stranger is tried only where that takes a short
time whatever the text; what is left over is `NOT_JUDGED`, and `ctxpack eval run` decides it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from packformat.evals.grade import grade
from packformat.evals.judges.rubric import KINDS
from packformat.evals.outcome import Outcome, Unreadable
from packformat.evals.verdict import NOT_JUDGED, Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.evals.case import EvalCase
    from packformat.evals.transcript import Turn

_EXAMPLE = "example.toml"
_LEFT_TO_THE_RUN = frozenset(("exit-code", "json-schema", *KINDS))
_MOST_STEPS = 20_000_000
"""What trying a pattern may take at worst: well below a second."""
_MOST_STEPS_OF_A_PACK = 100_000_000
"""What trying the patterns of all graders of a pack may take at worst: our own packs need a third of it."""
_UNBOUNDED = re.compile(r"\\[1-9]|\(\?P=|\(\?#|\(\?[a-zA-Z-]*x")
"""What looks back, and what lets space or a comment stand between a group and its repeat."""
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_REPEAT = re.compile(r"[*+{]")
_CHOICE = re.compile(r"[?|]")


class Patience:
    """The steps that are left for the patterns of a pack's graders."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS_OF_A_PACK

    def allows(self, steps: int) -> bool:
        """Whether so many steps may be taken; if so they are."""
        if steps > min(_MOST_STEPS, self._left):
            return False
        self._left -= steps
        return True


def grade_offline(
    case: EvalCase, pack: Mapping[str, bytes], turns: tuple[Turn, ...], patience: Patience | None = None
) -> tuple[Grade, ...]:
    """Grade the end of a recorded run of a case of ``pack``; ``patience`` is that for several such runs."""
    start = _start(case, pack)
    written = {path: data for turn in turns for path, data in turn.files.items()}
    outcome = Outcome(
        files={**start, **written},
        start=start,
        pack=pack,
        answer=next((turn.text for turn in reversed(turns) if turn.role == "assistant"), ""),
        tools=tuple(tool for turn in turns for tool in turn.tools),
    )
    is_whole = "command" not in case.workspace
    patience = patience or Patience()
    return tuple(
        _grade(grader, outcome, patience, is_whole=is_whole, written=written) for grader in case.graders
    )


def _grade(
    grader: Mapping[str, Any],
    outcome: Outcome,
    patience: Patience,
    *,
    is_whole: bool,
    written: Mapping[str, bytes],
) -> Grade:
    known = is_whole or ("same-as-start" not in grader and grader.get("file", "") in {"", *written})
    if grader["type"] in _LEFT_TO_THE_RUN or not known or not _is_quick(grader, outcome, patience):
        return Grade(grader["id"], NOT_JUDGED, "`ctxpack eval run` decides it")
    return grade(grader, outcome)


def _start(case: EvalCase, pack: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that a case starts from, as far as they are files of the pack."""
    source, target = case.workspace.get("from"), case.workspace.get("to", "")
    if not source:
        return {}
    left_out = {_EXAMPLE, *case.workspace.get("without", ())}
    folder = f"{source.rstrip('/')}/"
    place = f"{target}/" if target else ""
    inside = (path.removeprefix(folder) for path in pack if path.startswith(folder))
    return {
        place + path: pack[folder + path] for path in inside if not left_out.intersection(path.split("/"))
    }


def _is_quick(grader: Mapping[str, Any], outcome: Outcome, patience: Patience) -> bool:
    """Whether a pattern is tried in a short time at worst: each repeat multiplies by the text's length."""
    if grader["type"] != "regex":
        return True
    pattern = _ESCAPED.sub("x", grader["pattern"])
    if _UNBOUNDED.search(grader["pattern"]) or _REPEATED_GROUP.search(pattern):
        return False
    try:
        length = max((len(text) for text in _texts(grader, outcome)), default=0)
    except Unreadable:
        return True
    repeats, choices = len(_REPEAT.findall(pattern)), len(_CHOICE.findall(pattern))
    return patience.allows((length + 1) ** (repeats + 1) * 2**choices)


def _texts(grader: Mapping[str, Any], outcome: Outcome) -> list[str]:
    if "path" in grader:
        return ["\n".join(outcome.values(grader["file"], grader["path"]))]
    return [outcome.text(grader["file"]) if "file" in grader else outcome.answer]
