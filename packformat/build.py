"""Building: from the author's files to the one archive that every client installs.

The author's files are kept byte for byte. Added are only files that are absent: ``pack.toml`` for an imported
plugin, the two files that make the pack a Claude Code plugin, a skill that runs each loop, memories that
tell the conventions and what an overlay overrides, a skill and a command for each workflow, and a skill for
each persona.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packformat.archive import Entry, pieces_of, record_of
from packformat.client_files import plugin_manifest, semver, server_file
from packformat.codes import FORMAT
from packformat.component import Component, discover
from packformat.conventions.page import convention_files
from packformat.derive import derive_manifest, is_spelling_of, read_plugin_manifest, read_version
from packformat.digest import Digest
from packformat.loops.skill import loop_skills
from packformat.manifest import Manifest
from packformat.parts import components_of
from packformat.paths import DEFAULT_LIMITS, MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH, Limits
from packformat.personas.made import persona_files
from packformat.powers.find import LookedAt, Search, powers_of, search_powers, value_of
from packformat.statements.page import override_files
from packformat.tokens import TokenCosts, token_costs
from packformat.workflows.made import workflow_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packformat.powers.value import Powers
    from packformat.record import Record


@dataclass(frozen=True, kw_only=True)
class PreparedPack:
    """All that a pack will be but its archive: what is in it, and what the build inferred or added.

    The archive is as large as the files and takes as long as the rules: who looks at the files first holds
    less, and can do without it.
    """

    manifest: Manifest
    components: tuple[Component, ...]
    entries: tuple[Entry, ...]
    record: Record
    search: Search
    costs: TokenCosts
    added: tuple[str, ...]
    inferred: tuple[str, ...]

    @property
    def powers(self) -> Powers:
        """What the pack can do."""
        return value_of(self.search.found)

    def packed(self, limits: Limits = DEFAULT_LIMITS) -> BuiltPack:
        """The pack with its archive; raises E_TOO_LARGE for one over its limit."""
        pieces = pieces_of(self.entries, self.record, limits)
        return BuiltPack(**vars(self), pieces=pieces, digest=Digest.of(*pieces))


@dataclass(frozen=True, kw_only=True)
class BuiltPack(PreparedPack):
    """A pack ready to be published: its archive in pieces, and all that was known of it before."""

    pieces: tuple[bytes, ...]
    digest: Digest

    @property
    def archive(self) -> bytes:
        """The archive, put together each time that it is asked for."""
        return b"".join(self.pieces)

    @property
    def size(self) -> int:
        """How many bytes the archive has."""
        return sum(map(len, self.pieces))


def build_pack(entries: Iterable[Entry], *, folder: str = "", limits: Limits = DEFAULT_LIMITS) -> BuiltPack:
    """Build the canonical archive from an author's files; ``folder`` names a pack that has no manifest.

    Raises AuthorError for a manifest that cannot be read, a plugin manifest that contradicts it, paths or
    sizes that are not allowed.
    """
    return prepare_pack(entries, folder=folder, limits=limits).packed(limits)


def prepare_pack(
    entries: Iterable[Entry], *, folder: str = "", limits: Limits = DEFAULT_LIMITS
) -> PreparedPack:
    """The same without the archive; raises what `build_pack` does but for the archive's own size."""
    given = list(entries)
    files = {entry.path: entry.data for entry in given}
    looked_at = LookedAt()
    manifest, inferred = _manifest_of(given, files, folder, looked_at)
    added = _missing_files(files, manifest, discover(files), derived=MANIFEST_PATH not in files)
    everything = sorted([*given, *added], key=lambda entry: entry.path.encode("utf-8"))
    return PreparedPack(
        manifest=manifest,
        components=tuple(components_of(everything)),
        entries=tuple(everything),
        record=record_of(everything, limits),
        search=search_powers(everything, looked_at),
        costs=token_costs(everything, str(manifest.name)),
        added=tuple(entry.path for entry in added),
        inferred=inferred,
    )


def _manifest_of(
    entries: list[Entry], files: dict[str, bytes], folder: str, looked_at: LookedAt
) -> tuple[Manifest, tuple[str, ...]]:
    if MANIFEST_PATH not in files:
        derived = derive_manifest(files, folder, powers_of(entries, looked_at))
        if (plugin := read_plugin_manifest(files)).get("name"):
            _check_identity(derived.manifest, plugin, ("name",))
        return derived
    manifest = Manifest.parse(files[MANIFEST_PATH])
    if PLUGIN_MANIFEST_PATH in files:
        _check_identity(manifest, read_plugin_manifest(files), ("name", "version"))
    return manifest, ()


def _check_identity(manifest: Manifest, plugin: Mapping[str, Any], keys: Iterable[str]) -> None:
    """Stop a pack that is one thing to us, who go by ``pack.toml``, and another to the client."""
    for key in keys:
        wanted = [str(manifest.name)] if key == "name" else _spellings(manifest)
        value = plugin.get(key)
        if value not in wanted and not _means(key, value, manifest):
            shown = " or ".join(f"`{key} = {text}`" for text in wanted)
            raise FORMAT.error(
                "E_IDENTITY_MISMATCH", path=PLUGIN_MANIFEST_PATH, found=f"`{key} = {value}`", wanted=shown
            )


def _means(key: str, value: object, manifest: Manifest) -> bool:
    """Whether another spelling, such as ``1.2`` or ``Month End``, is one that we take for the manifest's."""
    if key == "name":
        return isinstance(value, str) and is_spelling_of(manifest.name, value)
    return value is None or read_version(value) == manifest.version


def _spellings(manifest: Manifest) -> list[str]:
    return list(dict.fromkeys((str(manifest.version), semver(manifest.version))))


def _missing_files(
    files: dict[str, bytes], manifest: Manifest, components: list[Component], *, derived: bool
) -> list[Entry]:
    made = {PLUGIN_MANIFEST_PATH: plugin_manifest(manifest), SERVERS_PATH: server_file(components, files)}
    made.update(loop_skills(files))
    made.update(convention_files(files))
    made.update(workflow_files(files))
    made.update(persona_files(files))
    made.update(override_files(manifest.extends))
    if derived:
        made[MANIFEST_PATH] = manifest.to_toml()
    return [Entry(path, data) for path, data in made.items() if data is not None and path not in files]
