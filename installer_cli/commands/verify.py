"""``ctxpack verify``: compare every installed file with the receipt of its pack."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.disk import Found
    from installer_cli.receipt import PlacedFile
    from packformat.errors import CtxpackError

COMMAND = Command(
    "verify",
    "Compare every file with what was installed; ends with 5 when one is missing, 9 when one is changed.",
    positional=Positional("", "", maximum=0),
)
_MISSING, _CHANGED, _YOURS = "missing", "changed", "yours"


def run(arguments: Arguments, console: Console) -> int:
    """Print what differs, and end with an error when anything does."""
    from installer_cli.disk import observe

    with Session(arguments, console) as session:
        session.settle()
        files = [file for receipt in session.receipts().values() for file in receipt.files.values()]
        disk = observe(session.project, [file.path for file in files])
        differences = [(file.path, state) for file in files if (state := _compare(file, disk.get(file.path)))]
        for path, state in differences:
            console.data(f"{state}  {path}")
        document = {
            "command": "verify",
            "checked": len(files),
            "differences": [{"path": path, "state": state} for path, state in differences],
        }
        error = _drift(differences)
        if error:
            console.fail(error, document)
            return error.exit_code
        console.note(f"Checked {len(files)} files: all as they were installed")
        console.result(document)
        return 0


def _compare(file: PlacedFile, found: Found | None) -> str:
    from installer_cli.receipt import MANAGED

    if found is not None and found.digest == file.digest and found.executable in (None, file.executable):
        return ""
    if file.ownership != MANAGED:
        return _YOURS
    return _CHANGED if found else _MISSING


def _drift(differences: list[tuple[str, str]]) -> CtxpackError | None:
    from installer_cli.errors import ERRORS

    for state, code in ((_MISSING, "E_MISSING"), (_CHANGED, "E_EDITED")):
        paths = [path for path, found in differences if found == state]
        if paths:
            count = "1 file" if len(paths) == 1 else f"{len(paths)} files"
            return ERRORS.error(code, count=count, paths=", ".join(paths[:3]))
    return None
