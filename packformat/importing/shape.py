"""Shapes: what kind of package some files are, told by what stands at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.component import discover
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH

if TYPE_CHECKING:
    from collections.abc import Mapping

PACK, PLUGIN, AGENT_PLUGIN, APM, PROJECT, SKILL, SKILLS, COLLECTION, NOTHING = (
    "a pack",
    "a Claude Code plugin",
    "an Agent Plugins package",
    "an apm.yml package",
    "a project's own `.claude/`",
    "a skill",
    "a folder of skills",
    "a collection of plugins",
    "nothing that can be imported",
)

APM_MANIFEST = "apm.yml"
AGENT_PLUGIN_MANIFEST = "plugin.json"
AGENT_PLUGIN_SERVERS = "mcp.json"
COLLECTION_MANIFEST = ".claude-plugin/marketplace.json"
SKILL_PAGE = "SKILL.md"
SKILL_PAGES = (SKILL_PAGE, "skill.md")
PROJECT_MEMORIES = ("CLAUDE.md", "AGENTS.md")
_AGENT_PLUGIN_SCHEMA = b"agent-plugins.org"


def shape_of(files: Mapping[str, bytes]) -> str:
    """Tell what the files are; the most exact of the descriptions that fit."""
    if MANIFEST_PATH in files:
        return PACK
    if PLUGIN_MANIFEST_PATH in files and not _is_source_of_apm(files):
        return COLLECTION if _only_lists(files) else PLUGIN
    if APM_MANIFEST in files:
        return APM
    if _AGENT_PLUGIN_SCHEMA in files.get(AGENT_PLUGIN_MANIFEST, b""):
        return AGENT_PLUGIN
    if COLLECTION_MANIFEST in files:
        return _shape_of_collection(files)
    return _shape_without_manifest(files)


def _shape_of_collection(files: Mapping[str, bytes]) -> str:
    """What lists plugins may be the one plugin that it lists, described there and nowhere else."""
    if plugins_inside(files):
        return COLLECTION
    return PLUGIN if discover(files) else SKILLS if skill_folders(files) else COLLECTION


def _only_lists(files: Mapping[str, bytes]) -> bool:
    """Whether a plugin has no parts of its own, and a list of the plugins in its folders."""
    return COLLECTION_MANIFEST in files and not discover(files) and bool(plugins_inside(files))


def _is_source_of_apm(files: Mapping[str, bytes]) -> bool:
    """Whether a plugin's parts are yet to be put in their places by `apm`."""
    return APM_MANIFEST in files and not discover(files) and any(path.startswith(".apm/") for path in files)


def _shape_without_manifest(files: Mapping[str, bytes]) -> str:
    if any(path.startswith(".claude/") for path in files):
        return PROJECT
    if any(page in files for page in SKILL_PAGES):
        return SKILL
    if discover(files) or SERVERS_PATH in files:
        return PLUGIN
    if plugins_inside(files):
        return COLLECTION
    if skill_folders(files):
        return SKILLS
    return PROJECT if any(path in files for path in PROJECT_MEMORIES) else NOTHING


def plugins_inside(files: Mapping[str, bytes]) -> list[str]:
    """The folders below that are plugins, in order; an example of one inside a skill belongs to the skill."""
    tops = tuple(f"{top}/" for top in skill_folders(files) if f"{top}/{PLUGIN_MANIFEST_PATH}" not in files)
    ends = f"/{PLUGIN_MANIFEST_PATH}"
    return sorted(
        path.removesuffix(ends) for path in files if path.endswith(ends) and not path.startswith(tops)
    )


def skill_folders(files: Mapping[str, bytes]) -> list[str]:
    """The folders that hold a skill's page, in order; those inside another skill belong to it."""
    found: list[str] = []
    for path in sorted(files):
        folder, _, name = path.rpartition("/")
        if folder and name in SKILL_PAGES and not any(f"{folder}/".startswith(f"{top}/") for top in found):
            found.append(folder)
    return found
