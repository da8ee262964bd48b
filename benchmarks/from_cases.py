"""Packs made from the rules' own cases, to find what makes a rule slow.

A case is a text in which a rule sees something, or just does not. Whole, cut short so that what begins
never ends, or word by word, such texts fill what rules read of a pack, in several shapes.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.errors import CtxpackError
from packformat.rules.textfile import READ_SUFFIXES, suffix_of
from packformat.work import check_work
from tests.support.rule_cases import all_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.rule_cases import Case

SKILL = Entry("skills/words/SKILL.md", b"---\nname: words\ndescription: Words\n---\nRead them.\n")
SIZE = 1_000_000
FILES, LARGE_FILES = 4900, 6
"""About as many files as there may be, and as many of 1 MB as rules read."""
SMALL = 1200
"""Bytes of one of many files: together about what rules read."""
LONGEST_LINE = 1000
"""Characters of a line of a case that are taken: some cases have lines of a size of their own."""


def whole(lines: list[str], source: Random) -> str:
    """A line of a case, with a number so that hardly one is there twice."""
    return f"{source.choice(lines)} {source.randrange(SIZE)}"


def beginnings(lines: list[str], source: Random) -> str:
    """The beginning of such a line."""
    line = source.choice(lines)
    return line[: source.randint(len(line) // 2, len(line))]


def words(lines: list[str], source: Random) -> str:
    """One word of such a line."""
    return source.choice(source.choice(lines).split() or [""])


def one_line(said: Iterator[str], suffix: str) -> list[Entry]:
    """Large files of one line."""
    return [Entry(f"skills/words/{n}.{suffix}", _filled(said, " ", SIZE)) for n in range(LARGE_FILES)]


def short_lines(said: Iterator[str], suffix: str) -> list[Entry]:
    """Large files of short lines."""
    return [Entry(f"skills/words/{n}.{suffix}", _filled(said, "\n", SIZE)) for n in range(LARGE_FILES)]


def many_files(said: Iterator[str], suffix: str) -> list[Entry]:
    """Many small files, which are commands where they are pages."""
    folder = "commands" if suffix == "md" else "skills/words"
    return [Entry(f"{folder}/a{n}.{suffix}", _filled(said, "\n", SMALL)) for n in range(FILES)]


KINDS = (whole, beginnings, words)
SHAPES: tuple[Callable[[Iterator[str], str], list[Entry]], ...] = (one_line, short_lines, many_files)


def packs_of(*rules: str) -> Iterator[tuple[str, Callable[[], list[Entry]]]]:
    """The name of each pack and what makes it, of rules whose ids begin like these; of every rule without."""
    chosen = (case for case in all_cases() if case.rule.startswith(rules or ""))
    for rule, every in groupby(chosen, lambda case: case.rule):
        cases = list(every)
        yield f"{rule}: its own files, often", partial(copies, cases)
        lines, suffix = _lines_of(cases)
        for kind in KINDS if lines else ():
            for shape in SHAPES:
                name = f"{rule}: {kind.__name__}, {shape.__name__.replace('_', ' ')}"
                yield name, partial(filled, lines, suffix, kind, shape)


def _lines_of(cases: list[Case]) -> tuple[list[str], str]:
    """The lines of the files that make the cases, and how most of their names end."""
    changed = [entry for case in cases for entry in case.entries if entry.path in case.changed]
    said = (entry.data.decode("utf-8", "replace").split("\n") for entry in changed)
    lines = sorted({line[:LONGEST_LINE] for lines in said for line in lines if line.strip()})
    suffixes = Counter(suffix_of(entry.path) for entry in changed)
    return lines, next((suffix for suffix, _ in suffixes.most_common() if suffix in READ_SUFFIXES), "md")


def filled(
    lines: list[str],
    suffix: str,
    kind: Callable[[list[str], Random], str],
    shape: Callable[[Iterator[str], str], list[Entry]],
) -> list[Entry]:
    """A pack of what a kind takes of the lines, in a shape."""
    source = Random(3)  # noqa: S311 - the same text in every run
    return [SKILL, *shape(iter(lambda: kind(lines, source), None), suffix)]


def copies(cases: list[Case]) -> list[Entry]:
    """The files of a case next to copies of themselves, as many as a pack may have of them."""
    case, number = cases[0], FILES
    own = [entry for entry in case.entries if entry.path in case.changed and "/" in entry.path]
    while True:
        again = (
            one._replace(path=_numbered(one.path, n))
            for n in range(number // max(1, len(own)))
            for one in own
        )
        pack = [*case.entries, *again]
        try:
            check_work(pack)
        except CtxpackError:
            number = number * 9 // 10
        else:
            return pack


def _numbered(path: str, number: int) -> str:
    """The path with a number in the name of the component that it belongs to."""
    top, name, *below = path.split("/")
    stem, dot, suffix = name.partition(".")
    return "/".join((top, f"{stem}-{number}{dot}{suffix}", *below))


def _filled(said: Iterator[str], between: str, size: int) -> bytes:
    found, left = list[str](), size
    while left > 0:
        found.append(next(said))
        left -= len(found[-1]) + 1
    return between.join(found).encode()
