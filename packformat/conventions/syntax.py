r"""Regular expressions of the plain kind: what every dialect writes in the same way, read into a tree.

Letters, ``.``, ``[a-z]``, ``\d \w \s`` and their opposites, groups, ``|``, and the repeats ``? * + {2} {2,}
{2,4}``. What would have to look ahead, look back or remember is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Test = Callable[[str], bool]

LONGEST_PATTERN = 500
MOST_STATES = 300
"""Letters, choices and repeats of a pattern, each written out as often as its count says."""
_MOST_NESTED = 20
_MARKS = frozenset("[](){}*+?|^$\\.")
_CLASSES: dict[str, Test] = {
    "d": str.isdecimal,
    "s": str.isspace,
    "w": lambda char: char.isalnum() or char == "_",
}


class PatternError(ValueError):
    """The pattern cannot be read; its text says why, in words that follow on "the pattern"."""


class Letter(NamedTuple):
    """One letter that passes a test."""

    test: Test


class Row(NamedTuple):
    """Parts one after the other."""

    parts: tuple[Node, ...]


class Choice(NamedTuple):
    """One of several ways to go on."""

    ways: tuple[Node, ...]


class Repeat(NamedTuple):
    """A part at least so often, and at most so often; None means without an end."""

    part: Node
    least: int
    most: int | None


Node = Letter | Row | Choice | Repeat


def read_pattern(text: str) -> Node:
    """Read a pattern that a whole name must fit; ``^`` at its begin and ``$`` at its end may stand or not.

    Raises PatternError.
    """
    if len(text) > LONGEST_PATTERN:
        raise PatternError(f"is {len(text)} letters long, and {LONGEST_PATTERN} are allowed")
    begin = 1 if text.startswith("^") else 0
    inner = text[begin:]
    trailing = len(inner) - len(inner[:-1].rstrip("\\")) - 1
    if inner.endswith("$") and trailing % 2 == 0:
        inner = inner[:-1]
    reader = _Reader(inner, begin)
    node = reader.choice(0)
    if reader.here:
        raise reader.wrong("a bracket is closed that was not opened")
    if size_of(node) > MOST_STATES:
        raise PatternError(f"repeats too much: written out it has more than {MOST_STATES} parts")
    return node


def size_of(node: Node) -> int:
    """How many states a pattern takes when every count is written out."""
    if isinstance(node, Letter):
        return 1
    if isinstance(node, Row):
        return sum(map(size_of, node.parts))
    if isinstance(node, Choice):
        return sum(map(size_of, node.ways)) + len(node.ways)
    return (size_of(node.part) + 1) * max(node.most or node.least + 1, 1)


class _Reader:
    """A text and how far it was read."""

    def __init__(self, text: str, skipped: int):
        self._text, self._at, self._skipped = text, 0, skipped

    @property
    def here(self) -> str:
        """The letter that comes next; empty at the end."""
        return self._text[self._at : self._at + 1]

    def wrong(self, reason: str) -> PatternError:
        """What is wrong with the letter that comes next, with its place."""
        return PatternError(f"is wrong at letter {self._at + self._skipped + 1}: {reason}")

    def choice(self, depth: int) -> Node:
        """Read ways with ``|`` between them, up to a closing bracket or the end."""
        if depth > _MOST_NESTED:
            raise self.wrong(f"more than {_MOST_NESTED} groups stand in each other")
        ways = [self._row(depth)]
        while self._take("|"):
            ways.append(self._row(depth))
        return ways[0] if len(ways) == 1 else Choice(tuple(ways))

    def _row(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.here and self.here not in "|)":
            parts.append(self._repeated(self._part(depth)))
        return Row(tuple(parts))

    def _part(self, depth: int) -> Node:
        if self._take("("):
            self._open_group()
            node = self.choice(depth + 1)
            if not self._take(")"):
                raise self.wrong("a group is not closed")
            return node
        if self._take("["):
            return Letter(self._set())
        if self._take("."):
            return Letter(lambda char: char != "\n")
        if self._take("\\"):
            return Letter(self._escaped()[0])
        if self.here in _MARKS:
            raise self.wrong(f"`{self.here}` means something else: write `\\{self.here}` for the letter")
        return Letter(_is(self._next()))

    def _open_group(self) -> None:
        if self._take("?") and not self._take(":"):
            raise self.wrong("a group that looks ahead, looks back or has a name is not read here")

    def _repeated(self, part: Node) -> Node:
        if self._take("?"):
            node = Repeat(part, 0, 1)
        elif self._take("*"):
            node = Repeat(part, 0, None)
        elif self._take("+"):
            node = Repeat(part, 1, None)
        elif self._take("{"):
            node = Repeat(part, *self._counts())
        else:
            return part
        if self.here and self.here in "?*+{":
            raise self.wrong("a repeat follows on a repeat")
        return node

    def _counts(self) -> tuple[int, int | None]:
        least = self._number()
        most: int | None = least
        if self._take(","):
            most = None if self.here == "}" else self._number()
        if not self._take("}"):
            raise self.wrong("a count is one number or two, such as 2,4, in curly brackets")
        if most is not None and most < least:
            raise self.wrong("a count ends before it begins")
        return least, most

    def _number(self) -> int:
        digits = ""
        while self.here and self.here in "0123456789":
            digits += self._next()
        if not 0 < len(digits) <= len(str(MOST_STATES)):
            raise self.wrong("a count is one number or two, such as 2,4, in curly brackets")
        return int(digits)

    def _set(self) -> Test:
        """Read what stands between square brackets; a hyphen is a letter where it is first or last."""
        negated = self._take("^")
        tests: list[Test] = []
        while self.here != "]":
            if not self.here or self.here == "[":
                raise self.wrong("square brackets are not closed, or opened twice")
            tests.append(self._range(first=not tests))
        self._next()
        if not tests:
            raise self.wrong("nothing stands between square brackets")
        return lambda char: any(test(char) for test in tests) != negated

    def _range(self, *, first: bool) -> Test:
        if self.here == "-" and not first and self._text[self._at + 1 : self._at + 2] != "]":
            raise self.wrong("a hyphen stands at the begin, at the end, or between two letters")
        test, low = self._one_of_set()
        if self.here != "-" or self._text[self._at + 1 : self._at + 2] in ("]", ""):
            return test
        self._next()
        _, high = self._one_of_set()
        if not low or not high or high < low:
            raise self.wrong("a range goes from a letter to a later one")
        return lambda char: low <= char <= high

    def _one_of_set(self) -> tuple[Test, str]:
        if self._take("\\"):
            return self._escaped()
        char = self._next()
        return _is(char), char

    def _escaped(self) -> tuple[Test, str]:
        """What follows on a backslash: a test, and the letter if it stands for one."""
        char = self._next()
        known = _CLASSES.get(char.lower())
        if known:
            return (lambda given: known(given) == char.islower()), ""
        if not char or char.isalnum() or not char.isascii():
            raise self.wrong(f"`\\{char}` is not read here")
        return _is(char), char

    def _take(self, char: str) -> bool:
        found = self.here == char
        self._at += found
        return found

    def _next(self) -> str:
        char = self.here
        self._at += 1
        return char


def _is(char: str) -> Test:
    return lambda given: given == char
