"""Places: where a pack has what another package has elsewhere; only paths change."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from packformat.importing.shape import (
    AGENT_PLUGIN,
    AGENT_PLUGIN_SERVERS,
    APM,
    APM_MANIFEST,
    PLUGIN,
    PROJECT,
    PROJECT_MEMORIES,
    SKILL,
    SKILL_PAGES,
    SKILLS,
    skill_folders,
)
from packformat.memories import in_memory
from packformat.memory_imports import imports_of
from packformat.paths import SERVERS_PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Placing = Callable[[str], str | None]

_AGENT_FOLDER = ".claude/"
_TOP_PAGES = re.compile(r"(?i)(readme|licen[cs]e|notice|changelog|contributing|security)(\.\w+)?")
_OWN_FOLDERS = ("skills/", "agents/", "commands/", "hooks/", "output-styles/", "memory/")
_APM_FILES = (
    (re.compile(r"(?:\.apm/)?(?:agents/)?([^/]+)\.agent\.md"), "agents/{}.md"),
    (re.compile(r"(?:\.apm/)?(?:chatmodes/)?([^/]+)\.chatmode\.md"), "agents/{}.md"),
    (re.compile(r"(?:\.apm/)?(?:prompts/)?([^/]+)\.prompt\.md"), "commands/{}.md"),
    (re.compile(r"\.apm/instructions/(.+)\.instructions\.md"), "memory/instructions/{}.md"),
    (re.compile(r"\.apm/(?:context|memory)/(.+?)(?:\.context|\.memory)?\.md"), "memory/context/{}.md"),
    (re.compile(r"\.apm/((?:skills|agents|commands|hooks)/.+)"), "{}"),
)
_PROJECT_FOLDERS = re.compile(r"\.claude/((?:skills|agents|commands|hooks|output-styles)/.+)")
_PROJECT_RULES = re.compile(r"\.claude/rules/(.+)")


def placing_of(shape: str, files: Mapping[str, bytes], name: str, promised: Iterable[str] = ()) -> Placing:
    """For a shape, the function from a file's path to its path in the pack; None for what does not go along.

    ``name`` is what a skill that stands alone is called, ``promised`` the paths that the manifest names.
    """
    if shape == SKILL:
        return lambda path: f"skills/{name}/{path}"
    if shape == SKILLS:
        return _skills_placing(files)
    if shape == APM:
        is_skill = any(page in files for page in SKILL_PAGES)
        return lambda path: _apm_place(path, name if is_skill else "")
    if shape == PROJECT:
        return _project_placing(files)
    if shape == AGENT_PLUGIN and SERVERS_PATH not in files:
        return lambda path: SERVERS_PATH if path == AGENT_PLUGIN_SERVERS else path
    named = promised if shape == PLUGIN else ()
    return partial(_plugin_place, tuple(path for path in named if path.startswith(_AGENT_FOLDER)))


def _plugin_place(brought: tuple[str, ...], path: str) -> str:
    """Where it is; what clients load from a plugin's ``.claude/``, which no pack holds, goes beside that."""
    is_brought = any(path == one or path.startswith(f"{one}/") for one in brought)
    return path.removeprefix(_AGENT_FOLDER) if is_brought else path


def _skills_placing(files: Mapping[str, bytes]) -> Placing:
    """Each skill's folder keeps its name; the later of two of one name has its parent's before it."""
    places: dict[str, str] = {}
    for folder in skill_folders(files):
        parent, _, base = folder.rpartition("/")
        place = f"skills/{base}"
        if place in places.values():
            place = f"skills/{parent.rpartition('/')[2].lstrip('.')}-{base}"
        places[folder] = place

    def place_of(path: str) -> str:
        for folder, place in places.items():
            if path.startswith(f"{folder}/"):
                return place + path.removeprefix(folder)
        return path

    return place_of


def _apm_place(path: str, skill: str) -> str:
    for pattern, place in _APM_FILES:
        found = pattern.fullmatch(path)
        if found:
            return place.format(found[1])
    stays = path == APM_MANIFEST or path.startswith((*_OWN_FOLDERS, ".")) or _TOP_PAGES.fullmatch(path)
    return path if stays or not skill else f"skills/{skill}/{path}"


def _project_placing(files: Mapping[str, bytes]) -> Placing:
    """A project's own parts and words, and what its words import: it stands to them as it stood before."""
    installed = tuple(
        path.removesuffix("pack.toml")
        for path in files
        if path.startswith(".claude/skills/") and path.endswith("/pack.toml")
    )
    places = {path: None if path.startswith(installed) else project_place(path) for path in files}
    pages = [(path, place) for path, place in places.items() if place and in_memory(place)]
    for path, place in pages:
        for wanted, target in _imported(path, place, files):
            if places[wanted] is None and in_memory(target):
                places[wanted] = target
                pages.append((wanted, target))
    return places.get


def _imported(path: str, place: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The files that a page imports, each with where the page will look for it once it has moved."""
    text = files[path].decode("utf-8", "replace") if path.endswith(".md") else ""
    for here, there in zip(imports_of(path, text), imports_of(place, text), strict=True):
        if here.target in files:
            yield here.target, there.target


def project_place(path: str) -> str | None:
    """Where a project's file goes by itself; None for what is the project's own."""
    folder, rule = _PROJECT_FOLDERS.fullmatch(path), _PROJECT_RULES.fullmatch(path)
    if folder:
        return folder[1]
    if rule:
        return f"memory/rules/{rule[1]}"
    if path.removeprefix(".claude/") in PROJECT_MEMORIES:
        return f"memory/project/{path.removeprefix('.claude/')}"
    return path if path == SERVERS_PATH or _TOP_PAGES.fullmatch(path) else None
