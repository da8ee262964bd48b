"""``ctxpack import``: make a pack's folder of what was written for another program."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from packformat.importing.imported import Imported

COMMAND = Command(
    "import",
    "Make a pack of a plugin, skills, an Agent Plugins or apm.yml package, or a project's own `.claude/`.",
    positional=Positional(
        "DIR|ZIP|FILE",
        "what to import: a folder, a zip, or one file such as a `SKILL.md` or the page of an agent",
        minimum=1,
        maximum=1,
    ),
    options=(
        Option("--output", "where the pack's folder is to be (default: its name, here)", metavar="DIR"),
    ),
    epilog="Example: ctxpack import ~/plugins/month-end --output packs/month-end",
)


def run(arguments: Arguments, console: Console) -> int:
    """Read, import, write beside; what was there is not touched."""
    from installer_cli.foreign import read_foreign, write_folder
    from packformat.errors import printable
    from packformat.importing.imported import import_files, is_empty

    source = read_foreign(arguments.words[0])
    imported = import_files(source.entries, source.name)
    output = arguments.value("output") or _free_folder(str(imported.manifest.name), arguments.words[0])
    write_folder(output, imported.entries)
    left_out = [*imported.left_out, *source.left_out]
    title = f"{imported.manifest.name} {imported.manifest.version}"
    console.note(f"{title}: {imported.shape}, {len(imported.entries)} files in {output}")
    _show(console, imported, [*source.followed, *imported.inferred], left_out)
    if imported.missing:
        paths = ", ".join(f"`{path}`" for path in imported.missing)
        console.warn(f"the package is hollow: its manifest promises what is not there: {printable(paths)}")
    if is_empty(imported):
        console.warn("the package is hollow: it holds no skill, agent, command, server or other component")
    console.note(f"Next: ctxpack check {output}")
    console.result(
        {
            "command": "import",
            "shape": imported.shape,
            "name": str(imported.manifest.name),
            "version": str(imported.manifest.version),
            "output": output,
            "files": len(imported.entries),
            "moved": dict(imported.moved),
            "inferred": [*source.followed, *imported.inferred],
            "changed": list(imported.changed),
            "left_out": left_out,
            "missing": list(imported.missing),
            "hollow": bool(imported.missing) or is_empty(imported),
        }
    )
    return 0


def _free_folder(name: str, source: str) -> str:
    """The folder to write into: the pack's name, unless that is what is imported."""
    import os

    return f"{name}-pack" if os.path.realpath(name) == os.path.realpath(source) else name


def _show(console: Console, imported: Imported, inferred: list[str], left_out: list[str]) -> None:
    from installer_cli.moves import moves_in_words
    from packformat.errors import printable

    for sentence in moves_in_words(imported.moved):
        console.note(f"moved: {printable(sentence)}")
    for sentence in inferred:
        console.note(f"inferred: {printable(sentence)}")
    for sentence in imported.changed:
        console.note(f"changed: {printable(sentence)}")
    for sentence in left_out:
        console.note(f"left out: {printable(sentence)}")
