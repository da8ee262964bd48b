"""``ctxpack verify``: compare every installed file with the receipt of its pack."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.differences import Difference, SharedDifference
    from packformat.errors import CtxpackError

COMMAND = Command(
    "verify",
    "Compare every file with what was installed; ends with 5 when one is missing, 9 when one is changed.",
    positional=Positional("", "", maximum=0),
    epilog="Files are those of packs, our part of files shared with you, and the page of what holds.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print what differs, and end with an error when anything does."""
    from installer_cli.advised import warn_of_advisories
    from installer_cli.differences import find_all

    with Session(arguments, console) as session:
        session.settle()
        installed = session.receipts()
        receipts = installed.values()
        differences = find_all(session, installed)
        advisories = warn_of_advisories(session, receipts)
    for difference in differences:
        console.data(f"{difference.state}  {difference.path}")
    checked = sum(len(receipt.files) for receipt in receipts)
    document = {
        "command": "verify",
        "checked": checked,
        "advisories": {name: [one.as_dict() for one in found] for name, found in advisories.items()},
        "differences": [{"path": item.path, "state": item.state} for item in differences],
    }
    error = _error(differences)
    if error:
        console.fail(error, document)
        return error.exit_code
    console.note(f"Checked {counted(checked, 'file')}: all as installed")
    console.result(document)
    return 0


def _error(differences: Sequence[Difference | SharedDifference]) -> CtxpackError | None:
    from installer_cli.differences import CHANGED, MISSING
    from installer_cli.errors import ERRORS

    for state, code in ((MISSING, "E_MISSING"), (CHANGED, "E_EDITED")):
        paths = [difference.path for difference in differences if difference.state == state]
        if paths:
            return ERRORS.error(code, count=counted(len(paths), "file"), paths=", ".join(paths[:3]))
    return None
