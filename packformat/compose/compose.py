"""From the content of a draft to the files of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.answers import ANSWERS_PATH, answers_file
from packformat.compose.checks import check_files
from packformat.compose.content import normal
from packformat.compose.data import data_files
from packformat.compose.loops import loop_files
from packformat.compose.manifest import manifest_file
from packformat.compose.readme import people_files
from packformat.compose.rules import memory_files
from packformat.compose.samples import sample_files
from packformat.compose.skill import skill_file, skill_path
from packformat.paths import MANIFEST_PATH
from packformat.powers.find import powers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def compose(content: Mapping[str, Any], own: Iterable[Entry] = ()) -> list[Entry]:
    """The files of the pack that a draft stands for, sorted by path; half-finished ones give files too.

    ``own`` are files that the pack has of itself: each stands as it is, also where an answer
    would have written another.
    """
    answers = normal(content)
    left_out = frozenset(answers.get("without", ())) - {MANIFEST_PATH, ANSWERS_PATH}
    files = {entry.path: entry for entry in _written(answers) if entry.path not in left_out}
    files |= {entry.path: entry for entry in own}
    files.setdefault(MANIFEST_PATH, Entry(MANIFEST_PATH, manifest_file(answers, powers_of(files.values()))))
    return [files[path] for path in sorted(files, key=lambda path: path.encode("utf-8"))]


def _written(content: Mapping[str, Any]) -> Iterator[Entry]:
    yield Entry(ANSWERS_PATH, answers_file(content))
    yield from people_files(content)
    if content.get("steps"):
        yield Entry(skill_path(content), skill_file(content))
    yield from memory_files(content)
    yield from sample_files(content)
    yield from check_files(content)
    yield from loop_files(content)
    yield from data_files(content)
