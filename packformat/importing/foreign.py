"""The manifests of others, as the one kind of values that a pack's manifest is derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.derive import read_plugin_manifest
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.importing.mended import PATH_FIELDS
from packformat.importing.shape import (
    AGENT_PLUGIN,
    AGENT_PLUGIN_MANIFEST,
    APM,
    APM_MANIFEST,
    COLLECTION_MANIFEST,
    PLUGIN,
    SKILL,
    SKILL_PAGES,
)
from packformat.paths import PLUGIN_MANIFEST_PATH
from packformat.texts import decode_utf8, read_json

if TYPE_CHECKING:
    from collections.abc import Mapping


def foreign_manifest(shape: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Read the manifest that a shape has; empty for one that has none. Raises what reading it raises."""
    if COLLECTION_MANIFEST in files and PLUGIN_MANIFEST_PATH not in files:
        return _listed_alone(files)
    if shape == PLUGIN or PLUGIN_MANIFEST_PATH in files:
        return read_plugin_manifest(files) or _page_alone(files)
    if shape == AGENT_PLUGIN:
        value = read_json(AGENT_PLUGIN_MANIFEST, files[AGENT_PLUGIN_MANIFEST])
        if not isinstance(value, dict):
            raise FORMAT.error(
                "E_MANIFEST_SYNTAX", path=AGENT_PLUGIN_MANIFEST, reason="it should be an object"
            )
        return value
    if shape == APM:
        text = decode_utf8(APM_MANIFEST, files[APM_MANIFEST]).removeprefix("---\n")
        return _with_apm_requirements(read_frontmatter(APM_MANIFEST, f"---\n{text}\n---\n").fields)
    if shape == SKILL:
        return _skill_manifest(files)
    return {}


def promised_paths(manifest: Mapping[str, Any]) -> list[str]:
    """The paths inside the package that a manifest names: its component fields and its extensions."""
    values = [manifest.get(field) for field in PATH_FIELDS]
    paths = {text for value in values for text in _texts(value, deep=False)}
    paths |= {text for text in _texts(manifest.get("extensions"), deep=True) if text.startswith("./")}
    return sorted(path.removeprefix("./").rstrip("/") for path in paths if "://" not in path)


def _texts(value: object, *, deep: bool) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, deep=deep)]
    if isinstance(value, dict) and deep:
        return [text for item in value.values() for text in _texts(item, deep=deep)]
    return []


def _with_apm_requirements(manifest: dict[str, Any]) -> dict[str, Any]:
    """Packages beside this one become requirements of any version, and those in it are part of it.

    No registry knows the names of others.
    """
    dependencies = manifest.get("dependencies")
    needed = dependencies.get("apm") if isinstance(dependencies, dict) else None
    listed = needed if isinstance(needed, list) else []
    outside = [item for item in listed if not str(item).startswith("./")]
    names = [item.removeprefix("../") if isinstance(item, str) else item for item in outside]
    return {**manifest, "dependencies": names}


def _skill_manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a skill's front matter says of itself."""
    return _said_by(next(page for page in SKILL_PAGES if page in files), files)


def _listed_alone(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a list of plugins says of the one that it lists; empty where it lists more, or is unreadable."""
    try:
        listed = read_json(COLLECTION_MANIFEST, files[COLLECTION_MANIFEST])
    except CtxpackError:
        return {}
    plugins = listed.get("plugins") if isinstance(listed, dict) else None
    alone = plugins[0] if isinstance(plugins, list) and len(plugins) == 1 else None
    return {**alone} if isinstance(alone, dict) else {}


def _page_alone(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the one page of a plugin without a manifest says of itself; empty where there is more."""
    (page, *more) = files
    return {} if more or not page.endswith(".md") else _said_by(page, files)


def _said_by(page: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The front matter of a page as a manifest; a page that cannot be read says nothing."""
    try:
        fields = read_frontmatter(page, files[page].decode("utf-8", "replace")).fields
    except CtxpackError:
        return {}
    more = fields.get("metadata")
    return {**(more if isinstance(more, dict) else {}), **fields, "dependencies": []}
