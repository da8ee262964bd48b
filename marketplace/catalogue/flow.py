"""A workflow as a picture: a box for each step, further right the more comes before it, and lines between."""

from typing import NamedTuple

from packformat.workflows.order import ordered
from packformat.workflows.workflow import FOLDER, SUFFIX, Step, Workflow

_WIDE, _HIGH, _ACROSS, _DOWN = 168, 58, 52, 22
"""Of a box, and the room between boxes, in units of the picture."""
_LETTERS = 24
"""Letters of a line in a box."""


class Box(NamedTuple):
    """A step in the picture: its number, its words, whether it has a gate, and its upper left corner."""

    number: int
    step: Step
    title: str
    role: str
    x: int
    y: int

    @property
    def classes(self) -> str:
        """How it is drawn: one with a gate, and one that is not always done, differ from the others."""
        return " ".join(["gated"] * bool(self.step.gate) + ["sometimes"] * bool(self.step.when))


class Line(NamedTuple):
    """From the right side of one box to the left side of another, with the middle between them."""

    x1: int
    y1: int
    x2: int
    y2: int
    middle: int


class Row(NamedTuple):
    """A step in the list beside the picture: the same in words, with the numbers of those it waits for."""

    number: int
    step: Step
    after: list[int]
    back: int

    @property
    def waits_for(self) -> str:
        """The numbers of the steps it waits for, as one text."""
        return ", ".join(map(str, self.after))

    @property
    def needs(self) -> str:
        """What has to be there, as one text."""
        return "; ".join(self.step.needs)

    @property
    def gives(self) -> str:
        """What is there afterwards, as one text."""
        return "; ".join(self.step.gives)


class Flow(NamedTuple):
    """A workflow as its page shows it: the picture's boxes, lines and size, and the list."""

    path: str
    title: str
    about: str
    boxes: list[Box]
    lines: list[Line]
    rows: list[Row]
    width: int
    height: int
    wide: int = _WIDE
    high: int = _HIGH

    @property
    def gates(self) -> int:
        """How many steps have a gate."""
        return sum(row.step.gate is not None for row in self.rows)


def flow_of(workflow: Workflow) -> Flow:
    """Lay out a workflow that can be followed: a step stands right of all that it waits for."""
    steps = ordered(workflow)
    numbers = {step.id: number for number, step in enumerate(steps, 1)}
    column: dict[str, int] = {}
    for step in steps:
        column[step.id] = max((column[name] + 1 for name in step.after), default=0)
    filled = dict.fromkeys(column.values(), 0)
    boxes = {}
    for step in steps:
        place = column[step.id]
        x, y = 4 + place * (_WIDE + _ACROSS), 4 + filled[place] * (_HIGH + _DOWN)
        filled[place] += 1
        boxes[step.id] = Box(numbers[step.id], step, _short(step.title), _short(step.role), x, y)
    return Flow(
        path=f"{FOLDER}{workflow.name}{SUFFIX}",
        title=workflow.title,
        about=workflow.about,
        boxes=list(boxes.values()),
        lines=[_line(boxes[name], boxes[step.id]) for step in steps for name in step.after],
        rows=[_row(step, numbers) for step in steps],
        width=8 + len(filled) * (_WIDE + _ACROSS) - _ACROSS,
        height=8 + max(filled.values()) * (_HIGH + _DOWN) - _DOWN,
    )


def _row(step: Step, numbers: dict[str, int]) -> Row:
    back = numbers[step.gate.back_to or step.id] if step.gate else 0
    return Row(numbers[step.id], step, sorted(numbers[name] for name in step.after), back)


def _line(start: Box, end: Box) -> Line:
    x1, y1, x2, y2 = start.x + _WIDE, start.y + _HIGH // 2, end.x, end.y + _HIGH // 2
    return Line(x1, y1, x2, y2, x2 - _ACROSS // 2)


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1].rstrip()}…"
