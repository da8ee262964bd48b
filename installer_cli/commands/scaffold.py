"""``ctxpack scaffold``: lay out a pack's folders and files in the project."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.project import Project
    from packformat.scaffolds import Scaffold

COMMAND = Command(
    "scaffold",
    "Lay out a pack's folders and files in the project: all or nothing, and nothing of yours is replaced.",
    positional=Positional(
        "PACK [NAME]", "an installed pack, or a pack's folder; which of its scaffolds", minimum=1, maximum=2
    ),
    options=(
        Option("--into", "the folder in which it is to stand (default: the project's)", metavar="DIR"),
        Option("--dry-run", "show what would be made, and make nothing"),
        Option("--set", "a value, for this run", metavar="KEY=VALUE", repeat=True),
    ),
    epilog="Values that the pack asks for come from `ctxpack.toml`: `ctxpack configure PACK` keeps them.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Show the tree, and make what of it is not there yet."""
    from installer_cli.project import Project
    from installer_cli.scaffold import find_scaffold, lay_out, missing_of, placed_in
    from packformat.scaffolds import laid_out, tree_lines

    pack, *names = arguments.words
    project = Project.find(arguments.value("project"))
    files = _files_of(project, pack)
    scaffold = find_scaffold(files, pack, names[0] if names else None)
    values = _values(project, pack, files, scaffold, arguments.texts("set"))
    tree = placed_in(project, arguments.value("into"), laid_out(scaffold, values))
    missing = missing_of(project, tree)
    dry = arguments.flag("dry_run")
    if not dry:
        lay_out(project, missing)
    for path, line in zip(tree, tree_lines(tree), strict=True):
        console.data(line if path in missing else f"{line}  (there already)")
    console.note(f"{'Would make' if dry else 'Made'} {len(missing)} of {len(tree)} folders and files")
    document = {"command": "scaffold", "pack": pack, "scaffold": scaffold.name, "dry_run": dry}
    made = [f"{path}/" if data is None else path for path, data in missing.items()]
    console.result({**document, "made": made, "there": [path for path in tree if path not in missing]})
    return 0


def _files_of(project: Project, pack: str) -> dict[str, bytes]:
    """The files of an installed pack, or of a pack's folder; raises E_NOT_INSTALLED."""
    from installer_cli.folder import read_folder
    from installer_cli.meant import folder_meant

    return {entry.path: entry.data for entry in read_folder(folder_meant(project, pack))}


def _values(
    project: Project, pack: str, files: dict[str, bytes], scaffold: Scaffold, given: Iterable[str]
) -> dict[str, str]:
    """The values that are put in: given ones, else kept ones, else the pack's; raises E_INPUT_MISSING."""
    from installer_cli.inputs.place import inputs_of
    from installer_cli.inputs.value import shown, take_given
    from installer_cli.project import MANIFEST
    from installer_cli.wants import Wants
    from packformat.paths import MANIFEST_PATH
    from packformat.scaffolds import keys_of

    inputs = inputs_of(files.get(MANIFEST_PATH, b""))
    values = {**Wants.of(project.read(MANIFEST)).inputs.get(pack, {})}
    take_given(inputs, values, given, pack)
    keys = keys_of(scaffold, {item.key for item in inputs})
    known = {item.key: values.get(item.key, item.default) for item in inputs if item.key in keys}
    missing = [item for item in inputs if item.key in known and known[item.key] is None]
    if missing:
        flags = " ".join(f"--set {item.key}=VALUE" for item in missing)
        titles = [f"{item.key}: {item.title}" for item in missing]
        raise ERRORS.error("E_INPUT_MISSING", pack=pack, flags=flags, reasons=titles)
    return {key: shown(value) for key, value in known.items() if value is not None}
