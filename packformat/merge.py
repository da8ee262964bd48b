"""Three-way merge of text, line by line: what the pack changed and what the user changed, in one file.

Both sides are compared with the text they started from. Where only one side changed, its lines are taken;
where both made the same change, it is taken once; where both changed the same lines differently there is a
conflict, which a living file resolves by keeping the user's lines and adding the pack's new ones below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Lines = Sequence[bytes]
    Chunk = tuple[Lines, Lines, Lines]

LONGEST_TEXT = 20_000
"""Lines of the longest text that is merged."""
MOST_COMPARED = 10_000_000
"""Comparisons of lines that two texts may need, less than a second's work: where lines repeat, they grow with
the cube of their number."""
_MINE_MARK, _BASE_MARK, _PARTING, _THEIRS_MARK = b"<<<<<<< ", b"||||||| ", b"=======\n", b">>>>>>> "


def merge(base: bytes, mine: bytes, theirs: bytes, *, union: bool = False) -> bytes | None:
    """The text with both sides' changes; None when they conflict or when it is not text.

    With ``union`` nothing conflicts: lines of mine stay, and lines that only theirs has added follow them.
    Where only one side changed, its text is the result, byte for byte; where both did, every line ends as
    most of mine do, and the last one as mine has it.
    """
    texts = _Texts(base, mine, theirs)
    if not texts.can_merge:
        return None
    if base in (mine, theirs):
        return theirs if mine == base else mine
    merged: list[bytes] = []
    for chunk in texts.chunks():
        lines = _decide(*chunk)
        if lines is None:
            if not union:
                return None
            lines = _unite(*chunk)
        merged += lines
    return texts.restore(merged)


def mark_conflicts(base: bytes, mine: bytes, theirs: bytes, names: tuple[str, str, str]) -> bytes | None:
    """The merged text with conflict markers as git writes them (diff3 style); None when it is not text.

    ``names`` are what to call base, mine and theirs.
    """
    texts = _Texts(base, mine, theirs)
    if not texts.can_merge:
        return None
    marks = [name.encode("utf-8") + b"\n" for name in names]
    merged: list[bytes] = []
    for chunk in texts.chunks():
        lines = _decide(*chunk)
        if lines is None:
            old, own, new = chunk
            head = [_MINE_MARK + marks[1], *own, _BASE_MARK + marks[0], *old]
            lines = [*head, _PARTING, *new, _THEIRS_MARK + marks[2]]
        merged += lines
    return texts.restore(merged)


class _Texts:
    """The three texts as lines that can be compared: line feeds alone, the last line ended."""

    def __init__(self, base: bytes, mine: bytes, theirs: bytes):
        texts = (base, mine, theirs)
        self._crlf = mine.count(b"\r\n") * 2 > mine.count(b"\n")
        self._unended = bool(mine) and not mine.endswith(b"\n")
        self._base, self._mine, self._theirs = (_lines(text) for text in texts)
        is_text = not any(b"\0" in text for text in texts)
        self.can_merge = is_text and max(map(len, (self._base, self._mine, self._theirs))) <= LONGEST_TEXT

    def chunks(self) -> Iterator[Chunk]:
        """Base, mine and theirs in pieces: unchanged lines, and between them what either side changed."""
        start, own, new = 0, 0, 0
        for block, own_block, new_block, length in self._common_blocks():
            yield self._base[start:block], self._mine[own:own_block], self._theirs[new:new_block]
            start, own, new = block + length, own_block + length, new_block + length
            same = self._base[block:start]
            yield same, same, same
        yield self._base[start:], self._mine[own:], self._theirs[new:]

    def restore(self, lines: Lines) -> bytes:
        """Lines as text, with the line ends that mine has."""
        text = b"".join(lines)
        if self._unended:
            text = text.removesuffix(b"\n")
        return text.replace(b"\n", b"\r\n") if self._crlf else text

    def _common_blocks(self) -> Iterator[tuple[int, int, int, int]]:
        """Runs of lines that all three share: their starts in base, mine and theirs, and their length."""
        own, new = _matches(self._base, self._mine), _matches(self._base, self._theirs)
        first = second = 0
        while first < len(own) and second < len(new):
            own_base, own_start, own_length = own[first]
            new_base, new_start, new_length = new[second]
            start = max(own_base, new_base)
            end = min(own_base + own_length, new_base + new_length)
            if start < end:
                yield start, own_start + start - own_base, new_start + start - new_base, end - start
            if own_base + own_length < new_base + new_length:
                first += 1
            else:
                second += 1


def _lines(text: bytes) -> list[bytes]:
    lines = text.replace(b"\r\n", b"\n").split(b"\n")
    if not lines[-1]:
        lines.pop()
    return [line + b"\n" for line in lines]


def _matches(base: Lines, side: Lines) -> list[tuple[int, int, int]]:
    """Runs of lines that both have, in the order of both: starts in base and side, and length.

    Texts of which a comparison could take too long are first cut at lines that stand once in each, and what
    takes too long still, between the equal lines around it, counts as changed.
    """
    if _effort(base, side) <= MOST_COMPARED:
        return _runs(base, side)
    runs: list[tuple[int, int, int]] = []
    left, start, other = MOST_COMPARED, 0, 0
    for end, other_end in [*_anchors(base, side), (len(base), len(side))]:
        head = _same(base[start:end], side[other:other_end])
        runs.append((start, other, head))
        start, other = start + head, other + head
        tail = _same(base[start:end][::-1], side[other:other_end][::-1])
        part, other_part = base[start : end - tail], side[other : other_end - tail]
        effort = _effort(part, other_part)
        if effort <= left:
            left -= effort
            runs += [(start + at, other + there, length) for at, there, length in _runs(part, other_part)]
        runs.append((end - tail, other_end - tail, tail))
        start, other = end, other_end
    return runs


def _same(base: Lines, side: Lines) -> int:
    """How many lines two texts have in common at their beginning."""
    pairs = zip(base, side, strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one != other), min(len(base), len(side))
    )


def _runs(base: Lines, side: Lines) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _effort(base: Lines, side: Lines) -> int:
    """Comparisons that two texts need at most: each pair of equal lines, for each line of the shorter."""
    counts = Counter(side)
    return sum(counts[line] for line in base) * min(len(base), len(side))


def _anchors(base: Lines, side: Lines) -> list[tuple[int, int]]:
    """The places of lines that stand once in each text, as many as have one order in both (patience diff)."""
    once, places = Counter(base), {line: place for place, line in enumerate(side)}
    counts = Counter(side)
    pairs = [
        (place, places[line]) for place, line in enumerate(base) if once[line] == 1 and counts[line] == 1
    ]
    ends: list[int] = []  # of the rows of one to n pairs that end earliest in side, where they do
    last: list[int] = []  # the pair that each of these rows ends with
    before: list[int] = []  # the pair that stands before each in its row
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [there], [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _decide(base: Lines, mine: Lines, theirs: Lines) -> Lines | None:
    """The lines of a piece that at most one side changed, or both alike; None for a conflict."""
    if theirs in (mine, base):
        return mine
    return theirs if mine == base else None


def _unite(base: Lines, mine: Lines, theirs: Lines) -> Lines:
    """Mine, and below it what theirs added to base and mine does not say already."""
    said, added, start = set(mine), list[bytes](), 0
    for _, found, length in [*_matches(base, theirs), (0, len(theirs), 0)]:
        added += [line for line in theirs[start:found] if not line.strip() or line not in said]
        start = found + length
    return [*mine, *added]
