"""Where a run of evals writes: looked at before anything is paid for."""

from __future__ import annotations

import os
from contextlib import suppress

from installer_cli.errors import os_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments


_PROBE = ".ctxpack-try"


def check_outputs(arguments: Arguments, *files: str) -> None:
    """See that the files of these options, and the folder of ``--record``, can be written.

    What is there stays as it is, and nothing is left that was not. Raises as `os_error` says.
    """
    for path in filter(None, map(arguments.value, files)):
        _try(path, path)
    folder = arguments.value("record")
    if folder:
        _try(os.path.join(_nearest(folder), _PROBE), folder)


def _nearest(folder: str) -> str:
    """The folder, or the one above it in which it would be made."""
    path = os.path.abspath(folder)
    while not os.path.lexists(path):
        path = os.path.dirname(path)
    return path


def _try(path: str, shown: str) -> None:
    was_there = os.path.lexists(path)
    try:
        with open(path, "ab"):
            pass
    except OSError as error:
        raise os_error(error, shown) from None
    if not was_there:
        with suppress(OSError):
            os.unlink(path)
