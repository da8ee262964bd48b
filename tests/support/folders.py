"""Folders as packs."""

from pathlib import Path

from packformat.archive import Entry
from packformat.build import BuiltPack, build_pack
from packformat.litter import is_litter

PACKS = Path(__file__).resolve().parents[2] / "fixtures" / "packs"


def entries_of(folder: Path) -> list[Entry]:
    """The files of a folder as a pack's entries."""
    found = (
        (path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*")) if path.is_file()
    )
    return [
        Entry(name, path.read_bytes(), bool(path.stat().st_mode & 0o100))
        for path, name in found
        if not is_litter(name)
    ]


def built_folder(folder: Path) -> BuiltPack:
    """The archive that publishing the folder makes."""
    return build_pack(entries_of(folder), folder=folder.name)


def shipped_packs() -> list[str]:
    """The names of the packs that ship."""
    return sorted(manifest.parent.name for manifest in PACKS.glob("*/pack.toml"))


def write_built(source: Path, folder: Path) -> Path:
    """Write what publishing `source` makes into `folder`, as an installation leaves it."""
    for path, data, executable in built_folder(source).entries:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        (folder / path).chmod(0o755 if executable else 0o644)
    return folder
