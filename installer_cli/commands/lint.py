"""``ctxpack lint``: hold the names of files against the conventions of packs."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from packformat.conventions.lint import Broken

COMMAND = Command(
    "lint",
    "Hold names of files against the conventions of the installed packs; exit code 10 when one does not fit.",
    positional=Positional("PATH", "a folder, a file, or a name that is not there yet (default: the project)"),
    options=(Option("--pack", "by this pack alone: an installed one, or a pack's folder", metavar="PACK"),),
    epilog="Nothing is renamed. Hidden folders and links are passed over.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Tell each name that does not fit, why, and what a right one looks like."""
    from installer_cli.conventions import files_meant, find_conventions
    from installer_cli.project import Project
    from packformat.conventions.lint import broken_names

    project = Project.find(arguments.value("project"))
    found = find_conventions(project, arguments.value("pack"))
    words = arguments.words or [project.root]
    meant = files_meant(project, words)
    paths = [path for path in meant if any(one.convention.covers(path) for one in found)]
    broken = [(name, one.pack) for one in found for name in broken_names([one.convention], paths)]
    broken.sort(key=lambda row: row[0].path)
    for name, pack in broken:
        _tell(console, name, pack)
    document = {
        "command": "lint",
        "conventions": [f"{one.pack}/{one.convention.name}" for one in found],
        "files": len(paths),
        "broken": [_row(name, pack) for name, pack in broken],
    }
    if broken:
        count = len({name.path for name, _ in broken})
        error = ERRORS.error("E_NAMES_UNFIT", count=count, files=len(paths))
        console.fail(error, document)
        return error.exit_code
    console.note(
        f"All {len(paths)} names fit that a convention is about"
        if paths
        else "No convention is about these files"
    )
    console.result(document)
    return 0


def _tell(console: Console, broken: Broken, pack: str) -> None:
    convention = broken.convention
    console.data(console.paint(broken.path, "red"))
    console.data(f"    {convention.title} ({pack}): {broken.why}")
    looks = f"`{convention.shape}`, such as " if convention.shape else ""
    console.data(f"    a right name looks like {looks}`{convention.good[0]}`")


def _row(broken: Broken, pack: str) -> dict[str, Any]:
    convention = broken.convention
    return {
        "path": broken.path,
        "convention": f"{pack}/{convention.name}",
        "title": convention.title,
        "why": broken.why,
        "shape": convention.shape,
        "good": list(convention.good),
    }
