"""``ctxpack open``: look through an installed pack in a browser."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.opened.pack import OpenPack
    from installer_cli.opened.serve import PackServer
    from packformat.errors import CtxpackError

COMMAND = Command(
    "open",
    "Show an installed pack's files, powers and costs in a browser, read-only, until Ctrl-C ends it.",
    positional=Positional("PACK", "an installed pack", minimum=1, maximum=1, source="installed"),
    options=(
        Option("--port", "the port to serve on (default: one that is free)", metavar="PORT"),
        Option("--browser", "open the address in your browser, too"),
    ),
    epilog="Example: ctxpack open accounting-close",
)
_HIGHEST_PORT = 65_535


def run(arguments: Arguments, console: Console) -> int:
    """Print the address, then answer there until this process is asked to end."""
    import signal

    from installer_cli.opened.pack import read_pack
    from installer_cli.project import Project

    pack = read_pack(Project.of(arguments), arguments.words[0])
    try:
        with _server(pack, arguments) as server:
            for way in (signal.SIGINT, signal.SIGTERM):
                signal.signal(way, _end)
            console.data(server.address)
            console.result({"command": COMMAND.name, "pack": pack.name, "address": server.address})
            console.note(f"This is {pack.name} {pack.version}, to be read on this machine; Ctrl-C ends it")
            console.flush()
            _show(server, arguments)
            server.serve_forever()
    except KeyboardInterrupt:
        console.note("Closed")
    return 0


def _end(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _server(pack: OpenPack, arguments: Arguments) -> PackServer:
    from installer_cli.numbers import number_of
    from installer_cli.opened.serve import PackServer

    port = 0
    if arguments.flag("port"):
        port = int(number_of(arguments, "port", "", command=COMMAND.name, whole=True))
    if port > _HIGHEST_PORT:
        raise _no_port(port, f"the highest is {_HIGHEST_PORT}")
    try:
        return PackServer(pack, port)
    except OSError as error:
        raise _no_port(port, str(error.strerror)) from None


def _no_port(port: int, reason: str) -> CtxpackError:
    from installer_cli.errors import ERRORS

    return ERRORS.error("E_USAGE_VALUE", option="--port", reason=f"`{port}`: {reason}", command=COMMAND.name)


def _show(server: PackServer, arguments: Arguments) -> None:
    if arguments.flag("browser"):
        import webbrowser

        webbrowser.open(server.address)
