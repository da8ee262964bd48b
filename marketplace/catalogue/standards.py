"""What a pack says of itself: criteria, examples, the way of the work, names, folders, ways of thinking."""

import logging
import tomllib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marketplace.catalogue.flow import Flow, flow_of
from marketplace.catalogue.personas import ShownPersona, shown_personas
from packformat.conventions.convention import FOLDER, SUFFIX, BadName, Convention, conventions_in
from packformat.criteria import BY_PEOPLE, Criterion, read_criteria
from packformat.errors import CtxpackError
from packformat.paths import CRITERIA_PATH, DEFAULT_LIMITS
from packformat.scaffolds import DESCRIPTION as SCAFFOLD
from packformat.scaffolds import FOLDER as SCAFFOLDS
from packformat.scaffolds import laid_out, scaffolds_in, tree_lines
from packformat.workflows.workflow import workflows_in
from registry.archive_files import read_files
from registry.kept import cache
from registry.models import Component, Release

logger = logging.getLogger(__name__)

MOST_READ = 60
"""Criteria, examples and conventions that are read: the rest is found in the file browser."""
_MOST_BYTES = DEFAULT_LIMITS.file
_KEPT_SECONDS = 3600
_DESCRIPTION = "example.toml"


class Example(NamedTuple):
    """One example: whether it is good or bad, why it is the one or the other, and the criterion it shows.

    ``criterion`` is its id, and ``shows`` its sentence, empty where the pack has none of that id.
    """

    name: str
    path: str
    label: str
    title: str
    reason: str
    criterion: str
    shows: str


class ShownCriterion(NamedTuple):
    """A criterion, what decides it in words, and the pack's file that does, where it is one of its parts."""

    text: str
    decided_by: str
    path: str
    by_people: bool


class ShownConvention(NamedTuple):
    """A naming convention as its author wrote it, and its file."""

    path: str
    title: str
    about: str
    files: tuple[str, ...]
    shape: str
    good: tuple[str, ...]
    bad: tuple[BadName, ...]


class ShownScaffold(NamedTuple):
    """Folders and files to begin with: what for, and the tree, a line for each name."""

    path: str
    name: str
    title: str
    about: str
    lines: list[str]


class Standards(NamedTuple):
    """The criteria, examples, naming conventions, scaffolds, workflows and personas of a release."""

    criteria: list[ShownCriterion]
    examples: list[Example]
    conventions: list[ShownConvention]
    scaffolds: list[ShownScaffold]
    workflows: list[Flow]
    personas: list[ShownPersona]

    @property
    def by_program(self) -> int:
        """How many criteria a program decides."""
        return sum(not criterion.by_people for criterion in self.criteria)


_NOTHING = Standards([], [], [], [], [], [])


def standards_of(release: Release, components: Sequence[Component]) -> Standards:
    """Return what a release calls good; it never changes, so an answer is kept.

    The page of a pack must not go with the store: while that cannot be read, there is nothing.
    """
    held = {row[0] for row in release.files}
    folders = [part for part in components if part.kind == "example"][:MOST_READ]
    conventions = [part.path for part in components if part.kind == "convention"][:MOST_READ]
    laid = [f"{part.path}{SCAFFOLD}" for part in components if part.kind == "scaffold"][:MOST_READ]
    workflows = [part.path for part in components if part.kind == "workflow"][:MOST_READ]
    personas = [part.path for part in components if part.kind == "persona"][:MOST_READ]
    examples = [f"{part.path}{_DESCRIPTION}" for part in folders]
    wanted = (CRITERIA_PATH, *examples, *conventions, *laid, *workflows, *personas)
    paths = [path for path in wanted if path in held]
    if not paths:
        return _NOTHING
    key = f"standards-5:{release.archive_digest}"
    kept = cache.get(key)
    if kept is None:
        try:
            texts = read_files(release, paths, _MOST_BYTES)
        except CtxpackError:
            logger.exception("standards not read", extra={"archive": release.archive_digest})
            return _NOTHING
        kept = Standards(
            _criteria(texts, held),
            _examples(texts, folders),
            list(map(_named, conventions_in(texts))),
            _laid(texts, held),
            list(map(flow_of, workflows_in(texts))),
            shown_personas(texts),
        )
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _examples(texts: Mapping[str, bytes], folders: Sequence[Component]) -> list[Example]:
    """Read the descriptions, which were held against their schema when the release was published.

    A folder of examples that says nothing of itself is found in the file browser.
    """
    described = [part for part in folders if f"{part.path}{_DESCRIPTION}" in texts]
    found = ((part, tomllib.loads(texts[f"{part.path}{_DESCRIPTION}"].decode())) for part in described)
    sentences = {one.id: one.text for one in _read_criteria(texts)}
    return [
        Example(
            name=part.name,
            path=part.path,
            label=table["label"],
            title=table.get("title", part.name),
            reason=table["reason"],
            criterion=table.get("criterion", ""),
            shows=sentences.get(table.get("criterion", ""), ""),
        )
        for part, table in found
    ]


def _laid(texts: Mapping[str, bytes], held: set[str]) -> list[ShownScaffold]:
    """Draw the trees, for which the names of the files are enough."""
    files = {path: texts.get(path, b"") for path in held if path.startswith(SCAFFOLDS)}
    return [
        ShownScaffold(
            f"{SCAFFOLDS}{one.name}/{SCAFFOLD}", one.name, one.title, one.about, tree_lines(laid_out(one, {}))
        )
        for one in scaffolds_in(files)
    ]


def _named(convention: Convention) -> ShownConvention:
    return ShownConvention(
        f"{FOLDER}{convention.name}{SUFFIX}",
        convention.title,
        convention.about,
        convention.files,
        convention.shape,
        convention.good,
        convention.bad,
    )


def _criteria(texts: Mapping[str, bytes], held: set[str]) -> list[ShownCriterion]:
    return [_shown(criterion, held) for criterion in _read_criteria(texts)[:MOST_READ]]


def _read_criteria(texts: Mapping[str, bytes]) -> list[Criterion]:
    return read_criteria(texts[CRITERIA_PATH]) if CRITERIA_PATH in texts else []


def _shown(criterion: Criterion, held: set[str]) -> ShownCriterion:
    kind, name = criterion.checker
    if kind == BY_PEOPLE:
        return ShownCriterion(criterion.text, "a person", "", by_people=True)
    path = {"eval": f"evals/{name.partition('/')[0]}/prompt.md", "loop": f"loops/{name}.toml"}.get(kind, "")
    words = f"the {kind} {name}" if path else f"a program of the pack, {kind} {name}"
    return ShownCriterion(criterion.text, words, path if path in held else "", by_people=False)
