"""From the files of a pack back to the content of a draft, whoever wrote the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.client_files import plugin_manifest, server_file
from packformat.component import discover
from packformat.compose.answers import ANSWERS_PATH, read_answers
from packformat.compose.compose import compose
from packformat.compose.content import normal
from packformat.compose.manifest import adopt
from packformat.conventions.page import convention_files
from packformat.derive import derive_manifest
from packformat.loops.skill import loop_skills
from packformat.manifest import Manifest
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH, RECORD_PATH, SERVERS_PATH
from packformat.personas.made import persona_files
from packformat.powers.find import powers_of
from packformat.statements.page import override_files
from packformat.workflows.made import workflow_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packformat.archive import Entry


class Reopened(NamedTuple):
    """A pack as a draft: the answers, and the files that go along as they are."""

    content: dict[str, Any]
    own: list[Entry]


def reopen(entries: Iterable[Entry], folder: str = "") -> Reopened:
    """Open a pack for continuing; ``folder`` names one that has no manifest.

    Composing the result gives every file of the pack byte for byte, and the manifest with the same meaning;
    what the build had added is left to the build. Raises AuthorError for a manifest or answers that cannot be
    read.
    """
    files = {entry.path: entry for entry in entries if entry.path != RECORD_PATH}
    manifest = _manifest_of(files, folder)
    files = _without_added(files, manifest)
    content = read_answers(files)
    if content is None:
        content = adopt({"kind": "other"}, manifest.as_dict())
        own = [entry for path, entry in files.items() if path != MANIFEST_PATH]
        return Reopened(normal(content), own)
    made = next(entry for entry in compose(content) if entry.path == MANIFEST_PATH)
    if Manifest.parse(made.data) != manifest:
        content = adopt(content, manifest.as_dict())
    return _told_apart(normal(content), files)


def _told_apart(content: dict[str, Any], files: Mapping[str, Entry]) -> Reopened:
    """Files that the answers write, files that were changed or added by hand, files that were taken away."""
    content.pop("without", None)
    written = {entry.path: entry for entry in compose(content)}
    made = (MANIFEST_PATH, ANSWERS_PATH)
    own = [entry for path, entry in files.items() if path not in made and entry != written.get(path)]
    without = [path for path in written if path not in files]
    return Reopened({**content, **({"without": without} if without else {})}, own)


def _manifest_of(files: Mapping[str, Entry], folder: str) -> Manifest:
    if MANIFEST_PATH in files:
        return Manifest.parse(files[MANIFEST_PATH].data)
    data = {path: entry.data for path, entry in files.items()}
    return derive_manifest(data, folder, powers_of(files.values())).manifest


def _without_added(files: dict[str, Entry], manifest: Manifest) -> dict[str, Entry]:
    """The files without those that the build makes; what an author wrote in their place differs and stays."""
    data = {path: entry.data for path, entry in files.items()}
    made = {PLUGIN_MANIFEST_PATH: plugin_manifest(manifest), **loop_skills(data), **convention_files(data)}
    made |= workflow_files(data) | persona_files(data) | override_files(manifest.extends)
    if SERVERS_PATH in files:
        made[SERVERS_PATH] = server_file(discover(data), data) or b""
    return {path: entry for path, entry in files.items() if made.get(path) != entry.data}
