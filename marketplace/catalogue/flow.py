"""A workflow as a picture: boxes in rows that read as text does, and lines to those that wait for them.

Steps that begin together stand beside each other, below all that they wait for; steps of which each waits for
the one before it go on in the same row.
"""

from textwrap import wrap
from typing import NamedTuple

from packformat.workflows.order import ordered
from packformat.workflows.workflow import FOLDER, SUFFIX, Step, Workflow

_WIDE, _HIGH, _ACROSS, _DOWN = 172, 58, 28, 36
"""Of a box, and the room between boxes, in units of the picture."""
_MARGIN = 3
_COLUMNS = 4
"""Boxes of a row: so many stand in a page of the site without scrolling."""
_LETTERS, _LINES = 20, 2
"""Letters of a line in a box, and lines of its title."""
_FIRST_LINE, _LINE_HEIGHT = 19, 15
_LANE, _ENTRY, _ASIDE = 5, 6, 14
"""Between two lines side by side; from the last bend to the box; from a box's middle to where lines end."""


class Word(NamedTuple):
    """A line of words in a box, and how far down it stands."""

    text: str
    y: int


class Box(NamedTuple):
    """A step in the picture: its words, and its upper left corner."""

    step: Step
    title: list[Word]
    role: Word
    column: int
    x: int
    y: int

    @property
    def classes(self) -> str:
        """How it is drawn: one with a gate, and one that is not always done, differ from the others."""
        known = {"gated": self.step.gate, "sometimes": self.step.when}
        return " ".join(name for name, applies in known.items() if applies)


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
    """A workflow as its page shows it: the picture's boxes, lines and size, and the list.

    A line is the `d` of an SVG path.
    """

    path: str
    title: str
    about: str
    boxes: list[Box]
    lines: list[str]
    rows: list[Row]
    width: int
    height: int
    wide: int = _WIDE
    high: int = _HIGH

    @property
    def varies(self) -> bool:
        """Whether a step is for some cases only."""
        return any(row.step.when for row in self.rows)

    @property
    def gates(self) -> int:
        """How many steps have a gate."""
        return sum(row.step.gate is not None for row in self.rows)


def flow_of(workflow: Workflow) -> Flow:
    """Lay out a workflow that can be followed."""
    steps = ordered(workflow)
    numbers = {step.id: number for number, step in enumerate(steps, 1)}
    boxes = {step.id: _box(step, numbers[step.id], *place) for step, place in _places(steps)}
    return Flow(
        path=f"{FOLDER}{workflow.name}{SUFFIX}",
        title=workflow.title,
        about=workflow.about,
        boxes=list(boxes.values()),
        lines=[_line(boxes[name], boxes[step.id]) for step in steps for name in step.after],
        rows=[_row(step, numbers) for step in steps],
        width=max(box.x for box in boxes.values()) + _WIDE + _MARGIN,
        height=max(box.y for box in boxes.values()) + _HIGH + _MARGIN,
    )


def _places(steps: list[Step]) -> list[tuple[Step, tuple[int, int]]]:
    """Each step with its row and column."""
    found: list[tuple[Step, tuple[int, int]]] = []
    row, column, alone = -1, _COLUMNS, False
    for group in _together(steps):
        if alone and len(group) == 1 and column + 1 < _COLUMNS:
            column += 1
            found.append((group[0], (row, column)))
        else:
            first = row + 1
            for number, step in enumerate(group):
                row, column = first + number // _COLUMNS, number % _COLUMNS
                found.append((step, (row, column)))
        alone = len(group) == 1
    return found


def _together(steps: list[Step]) -> list[list[Step]]:
    """The steps in groups, each of those that can begin once the group before it is done."""
    depth: dict[str, int] = {}
    groups: list[list[Step]] = []
    for step in steps:
        depth[step.id] = max((depth[name] + 1 for name in step.after), default=0)
        if depth[step.id] == len(groups):
            groups.append([])
        groups[depth[step.id]].append(step)
    return groups


def _box(step: Step, number: int, row: int, column: int) -> Box:
    lines = _wrapped(f"{number}. {step.title}", _LINES)
    title = [Word(text, _FIRST_LINE + place * _LINE_HEIGHT) for place, text in enumerate(lines)]
    role = "".join(_wrapped(step.role, 1))
    x, y = _MARGIN + _ACROSS + column * (_WIDE + _ACROSS), _MARGIN + row * (_HIGH + _DOWN)
    return Box(step, title, Word(role, _FIRST_LINE + len(lines) * _LINE_HEIGHT), column, x, y)


def _row(step: Step, numbers: dict[str, int]) -> Row:
    back = numbers[step.gate.back_to or step.id] if step.gate else 0
    return Row(numbers[step.id], step, sorted(numbers[name] for name in step.after), back)


def _line(start: Box, end: Box) -> str:
    """From side to side to the next box of a row; else from below to above, past the boxes between.

    The lines of each column have a lane of their own, so that none looks as if it went on in another's.
    """
    if start.y == end.y and start.column + 1 == end.column:
        return f"M{start.x + _WIDE} {start.y + _HIGH // 2}H{end.x}"
    lane = (start.column + 1) * _LANE
    middle = end.x + _WIDE // 2 - _ASIDE
    begin = f"M{start.x + _WIDE // 2 + _ASIDE} {start.y + _HIGH}V{start.y + _HIGH + lane}"
    if end.y == start.y + _HIGH + _DOWN:
        return f"{begin}H{middle}V{end.y}"
    return f"{begin}H{end.x - _ACROSS + lane}V{end.y - _ENTRY}H{middle}V{end.y}"


def _wrapped(text: str, lines: int) -> list[str]:
    return wrap(text, _LETTERS, max_lines=lines, placeholder="…")
