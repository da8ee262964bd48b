"""``ctxpack login``: keep a token for publishing, and for what is private."""

from __future__ import annotations

import sys

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "login",
    "Keep a registry's token for publishing and for private packs, readable by you alone.",
    positional=Positional("", "", maximum=0),
    options=(Option("--with-token", "read the token from the standard input"),),
    epilog="Example: ctxpack login --with-token < token.txt",
)


def run(arguments: Arguments, console: Console) -> int:
    """Read a token and keep it for the registry's address."""
    from installer_cli.credentials import keep_token
    from installer_cli.errors import ERRORS

    with Session(arguments, console) as session:
        settings = session.settings(session.wants())
        if not settings.registry:
            raise ERRORS.error("E_NO_REGISTRY")
        path = keep_token(settings, _read(arguments, console, settings.registry))
        console.note(f"Kept the token for {settings.registry} in {path}")
        console.result({"command": "login", "registry": settings.registry, "path": path})
        return 0


def _read(arguments: Arguments, console: Console, registry: str) -> str:
    from installer_cli.errors import ERRORS

    if arguments.flag("with_token"):
        return sys.stdin.readline()
    if not console.can_ask:
        raise ERRORS.error(
            "E_NO_TERMINAL",
            command="login",
            what="a terminal to type the token at",
            remedy="use `--with-token`",
        )
    import getpass

    return getpass.getpass(f"Token for {registry} (it is not shown): ")
