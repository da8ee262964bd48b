"""The rule about workflows: their steps can be followed from the first to the last, through a gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen
from packformat.workflows.order import faults_of
from packformat.workflows.workflow import read_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_FIX = "say in `after` what a step waits for, in `needs` and `gives` what passes on, and give one a `gate`"


def _order(view: PackView) -> Iterator[Seen]:
    for part in view.components:
        if part.kind == "workflow":
            try:
                workflow = read_workflow(part.path, view.files[part.path].data)
            except CtxpackError:
                continue
            for step, fault in faults_of(workflow):
                yield Seen(part.path, fault, _FIX, view.line_of(part.path, f'"{step}"'))


RULES = (
    Rule(
        "workflow/order",
        "error",
        "Every step of a workflow is reached, has what it needs by then, and one has a gate.",
        _order,
        by_hand=AUTHOR_KNOWS,
    ),
)
