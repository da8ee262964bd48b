"""Three-way merge of text, line by line: what the pack changed and what the user changed, in one file.

Both sides are compared with the text they started from. Where only one side changed, its lines are taken;
where both made the same change, it is taken once; where both changed the same lines differently there is a
conflict, which a living file resolves by keeping the user's lines and adding the pack's new ones below.
"""

from __future__ import annotations

from difflib import SequenceMatcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Lines = Sequence[bytes]
    Chunk = tuple[Lines, Lines, Lines]

LONGEST_TEXT = 20_000
"""Lines of the longest text that is merged; comparing longer ones could take minutes."""
_MINE_MARK, _BASE_MARK, _PARTING, _THEIRS_MARK = b"<<<<<<< ", b"||||||| ", b"=======\n", b">>>>>>> "


def merge(base: bytes, mine: bytes, theirs: bytes, *, union: bool = False) -> bytes | None:
    """The text with both sides' changes; None when they conflict or when it is not text.

    With ``union`` nothing conflicts: lines of mine stay, and lines that only theirs has added follow them.
    Where only one side changed, its text is the result, byte for byte; where both did, line ends and the end
    of the last line stay as mine has them.
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
    blocks = SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _decide(base: Lines, mine: Lines, theirs: Lines) -> Lines | None:
    """The lines of a piece that at most one side changed, or both alike; None for a conflict."""
    if theirs in (mine, base):
        return mine
    return theirs if mine == base else None


def _unite(base: Lines, mine: Lines, theirs: Lines) -> Lines:
    """Mine, and below it what theirs added to base and mine does not say already."""
    added: list[bytes] = []
    for kind, _, _, start, end in SequenceMatcher(None, base, theirs, autojunk=False).get_opcodes():
        if kind in ("insert", "replace"):
            added += [line for line in theirs[start:end] if not line.strip() or line not in mine]
    return [*mine, *added]
