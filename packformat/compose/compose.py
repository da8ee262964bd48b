"""From the content of a draft to the files of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.answers import ANSWERS_PATH, answers_file
from packformat.compose.checks import check_files
from packformat.compose.content import normal
from packformat.compose.data import data_files
from packformat.compose.examples import example_files
from packformat.compose.folders import scaffold_files
from packformat.compose.loops import loop_files
from packformat.compose.manifest import manifest_file, manifest_values
from packformat.compose.names import convention_files
from packformat.compose.personas import persona_files
from packformat.compose.readme import people_files
from packformat.compose.rules import memory_files
from packformat.compose.skill import skill_file, skill_path
from packformat.compose.workflows import workflow_file
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH
from packformat.plugin_file import following
from packformat.powers.find import powers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def compose(content: Mapping[str, Any], own: Iterable[Entry] = ()) -> list[Entry]:
    """The files of the pack that a draft stands for, sorted by path; half-finished ones give files too.

    ``own`` are files that the pack has of itself: each stands as it is, also where an answer would have
    written another (`covered` tells which). Only a plugin's description of itself takes over another name or
    version, without which it would be another's.
    """
    answers = normal(content)
    left_out = frozenset(answers.get("without", ())) - {MANIFEST_PATH, ANSWERS_PATH}
    files = {entry.path: entry for entry in _written(answers) if entry.path not in left_out}
    files |= {entry.path: entry for entry in own}
    files.setdefault(MANIFEST_PATH, Entry(MANIFEST_PATH, manifest_file(answers, powers_of(files.values()))))
    if PLUGIN_MANIFEST_PATH in files:
        values = manifest_values(answers)
        plugin = following(files[PLUGIN_MANIFEST_PATH], str(values["name"]), str(values["version"]))
        files[PLUGIN_MANIFEST_PATH] = plugin
    return [files[path] for path in sorted(files, key=lambda path: path.encode("utf-8"))]


def covered(content: Mapping[str, Any], own: Iterable[str]) -> list[str]:
    """Which of the paths that a pack has of itself stand where answers would have written a file."""
    written = {entry.path for entry in _written(normal(content))} - {ANSWERS_PATH}
    return sorted(written.intersection(own))


def _written(content: Mapping[str, Any]) -> Iterator[Entry]:
    yield Entry(ANSWERS_PATH, answers_file(content))
    yield from people_files(content)
    if content.get("steps"):
        yield Entry(skill_path(content), skill_file(content))
        yield from workflow_file(content)
    yield from memory_files(content)
    yield from example_files(content)
    yield from check_files(content)
    yield from loop_files(content)
    yield from data_files(content)
    yield from convention_files(content)
    yield from persona_files(content)
    yield from scaffold_files(content)
