"""``ctxpack export``: the lockfile in the words of other tools."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "export",
    "Write what is locked as a bill of materials (CycloneDX 1.6) or as a list that `ctxpack install` takes.",
    positional=Positional("", "", maximum=0),
    options=(
        Option(
            "--format",
            "what to write (default: cyclonedx)",
            metavar="FORMAT",
            choices=("cyclonedx", "requirements"),
        ),
        Option("--output", "write into this file instead of on stdout", metavar="FILE"),
    ),
    epilog="Example: ctxpack export --output sbom.json",
)


def run(arguments: Arguments, console: Console) -> int:
    """Write the lockfile as something else."""
    from installer_cli.bill import bill_of_materials, requirements_list

    kind = arguments.value("format") or "cyclonedx"
    with Session(arguments, console) as session:
        session.settle()
        lockfile, wants = session.lockfile(), session.wants()
        if kind == "cyclonedx":
            registry = session.settings(wants).registry
            text = bill_of_materials(session.project, lockfile, wants, session.receipts(), registry)
        else:
            text = requirements_list(lockfile)
            for name, pack in lockfile.packs.items():
                if pack.only:
                    console.warn(
                        f"the list means the whole of {name}, and {', '.join(pack.only)} of it is locked",
                        "the choice of a part stands in `ctxpack.toml` and `ctxpack.lock`: pass these on",
                    )
    output = arguments.value("output")
    if output:
        _write(output, text)
        console.note(f"Wrote `{output}`")
    else:
        console.data(text.rstrip("\n"))
    console.result({"command": "export", "format": kind, "output": output, "content": text})
    return 0


def _write(path: str, text: str) -> None:
    from installer_cli.errors import os_error

    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise os_error(error, path) from None
