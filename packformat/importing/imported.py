"""From the files of another package to the files of a pack, and everything that was decided on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.component import discover
from packformat.derive import derive_from, slug
from packformat.errors import CtxpackError
from packformat.importing.foreign import foreign_manifest, promised_paths
from packformat.importing.mended import mended
from packformat.importing.place import placing_of
from packformat.importing.settings import SETTINGS_PATH, hooks_of_settings, settings_problem
from packformat.importing.shape import COLLECTION, NOTHING, PACK, PROJECT, plugins_inside, shape_of
from packformat.manifest import Manifest
from packformat.paths import HOOKS_PATH, MANIFEST_PATH, PLUGIN_MANIFEST_PATH, check_path
from packformat.powers.files import Files
from packformat.powers.find import powers_of
from packformat.powers.plugin import does_something

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_NAME_ONE = "name one plugin, skill (a `SKILL.md`), folder of skills, package or project with a `.claude/`"
_MOST_LISTED = 12
"""Plugins of a collection that a message names."""
_OWN_HOOKS = f".claude/{HOOKS_PATH}"


class Imported(NamedTuple):
    """A pack made of another package.

    ``moved`` are old paths with new ones; ``inferred``, ``changed`` and ``left_out`` are sentences, of which
    ``changed`` tells of the only bytes that are others now; ``missing`` are the paths that the package's own
    manifest promises and that are not there: it is hollow if there are any.
    """

    shape: str
    manifest: Manifest
    entries: tuple[Entry, ...]
    moved: Mapping[str, str]
    inferred: tuple[str, ...]
    changed: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]


def import_files(entries: Iterable[Entry], folder: str = "") -> Imported:
    """Make a pack of files that lay in a folder of that name; every byte of what goes along is kept.

    Only a plugin's manifest that clients would refuse is `mended`. Raises AuthorError E_IMPORT_SHAPE when the
    files are no package or several, and what reading a manifest raises.
    """
    files = {entry.path: entry for entry in sorted(entries)}
    data = {path: entry.data for path, entry in files.items()}
    shape = shape_of(data)
    inside = plugins_inside(data) if shape == COLLECTION else []
    if len(inside) == 1:
        return _only(inside[0], files.values())
    _check_shape(shape, data)
    if shape == PACK:
        return Imported(shape, Manifest.parse(data[MANIFEST_PATH]), tuple(files.values()), {}, (), (), (), ())
    foreign = foreign_manifest(shape, data)
    name = slug(str(foreign.get("name", ""))) or slug(folder) or "skill"
    mend = mended(foreign, files.get(PLUGIN_MANIFEST_PATH), folder, data)
    placed, left_out = _place(shape, files, name, promised_paths(foreign))
    if mend.file:
        files[PLUGIN_MANIFEST_PATH] = mend.file
    inferred = [*mend.inferred]
    hooks = hooks_of_settings(data) if shape == PROJECT else None
    if shape == PROJECT and (problem := settings_problem(data)):
        left_out.append(f"the hooks of the project, if it has any: {problem}")
    if hooks:
        if placed.pop(_OWN_HOOKS, None):
            left_out.append(f"`{_OWN_HOOKS}`: no client reads it in a project, and the settings have hooks")
        placed[SETTINGS_PATH] = hooks.path
        files[SETTINGS_PATH] = hooks._replace(path=SETTINGS_PATH)
        inferred.append(f"`{hooks.path}`, from the hooks in `{SETTINGS_PATH}`; look at the paths they name")
    kept = [files[path]._replace(path=place) for path, place in placed.items()]
    derived = derive_from(mend.manifest, {entry.path: entry.data for entry in kept}, folder, powers_of(kept))
    everything = [*kept, Entry(MANIFEST_PATH, derived.manifest.to_toml())]
    return Imported(
        shape=shape,
        manifest=derived.manifest,
        entries=tuple(sorted(everything)),
        moved={path: place for path, place in placed.items() if path != place},
        inferred=(*inferred, *derived.inferred),
        changed=mend.changed,
        left_out=tuple(left_out),
        missing=tuple(_missing(foreign, placed)),
    )


def _only(folder: str, entries: Iterable[Entry]) -> Imported:
    """The one plugin of a collection; what lies beside it is the collection's."""
    top = f"{folder}/"
    within = [
        entry._replace(path=entry.path.removeprefix(top)) for entry in entries if entry.path.startswith(top)
    ]
    pack = import_files(within, folder.rpartition("/")[2])
    kept = {entry.path for entry in pack.entries}
    places = {entry.path: pack.moved.get(entry.path, entry.path) for entry in within}
    return pack._replace(
        moved={top + path: place for path, place in places.items() if place in kept},
        left_out=(
            *pack.left_out,
            f"everything beside `{folder}`: it is the collection's, which has no other plugin",
        ),
    )


def is_empty(imported: Imported) -> bool:
    """Whether the pack holds no component or server at all, only a manifest and files beside it."""
    files = Files(imported.entries)
    return not discover(files.entries) and not does_something(files)


def _check_shape(shape: str, data: Mapping[str, bytes]) -> None:
    if shape not in (COLLECTION, NOTHING):
        return
    inside = plugins_inside(data)
    if not inside:
        raise FORMAT.error("E_IMPORT_SHAPE", found=shape, remedy=_NAME_ONE)
    listed = ", ".join(inside[:_MOST_LISTED])
    more = len(inside) - _MOST_LISTED
    found = f"{shape}: {listed}{f' and {more} more' if more > 0 else ''}"
    raise FORMAT.error("E_IMPORT_SHAPE", found=found, remedy=f"import one by its own folder: `…/{inside[0]}`")


def _place(
    shape: str, files: Mapping[str, Entry], name: str, promised: Iterable[str]
) -> tuple[dict[str, str], list[str]]:
    """The place of each file that goes along, and a sentence for each that does not."""
    placing = placing_of(shape, {path: entry.data for path, entry in files.items()}, name, promised)
    placed: dict[str, str] = {}
    left_out: list[str] = []
    taken: set[str] = set()
    for path in files:
        place = placing(path)
        reason = _reason_against(place, taken)
        if place is None or reason:
            left_out.append(f"`{path}`: {reason}")
        else:
            placed[path] = place
            taken.add(place)
    return placed, left_out


def _reason_against(place: str | None, taken: set[str]) -> str:
    if place is None:
        return "it is the project's own"
    if place in taken:
        return f"`{place}` is taken"
    try:
        check_path(place)
    except CtxpackError as error:
        return error.message.removeprefix(f"`{place}` ")
    return ""


def _missing(foreign: Mapping[str, object], placed: Iterable[str]) -> list[str]:
    """The promised paths at which neither a file nor a folder goes along."""
    kept = set(placed)
    folders = {path[:end] for path in kept for end, char in enumerate(path) if char == "/"}
    return [path for path in promised_paths(foreign) if path not in {"", ".", *kept, *folders}]
