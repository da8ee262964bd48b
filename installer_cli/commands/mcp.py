"""``ctxpack mcp``: a server by which an agent searches the registry and sees what is installed here."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "mcp",
    "Answer an agent's questions about packs, over the Model Context Protocol on stdin and stdout.",
    positional=Positional("", "", maximum=0),
    epilog="It changes nothing, and the agent starts it: `claude mcp add ctxpack -- ctxpack mcp`. "
    "It needs `pip install 'mcp>=2.3'`, in the environment that ctxpack is in.",
)


def run(arguments: Arguments, console: Console) -> int:  # noqa: ARG001 - stdout belongs to the protocol
    """Serve until the agent has gone; raises E_MCP_LIBRARY without the SDK."""
    from installer_cli.errors import ERRORS
    from installer_cli.project import Project
    from installer_cli.tools.asker import Asker

    try:
        from installer_cli.tools.server import serve
    except ModuleNotFoundError as error:
        raise ERRORS.error("E_MCP_LIBRARY", library=error.name) from None
    serve(Asker(Project.of(arguments), list(_options(arguments))))
    return 0


def _options(arguments: Arguments) -> Iterator[str]:
    """What was said of project and registry holds for every question."""
    for name in ("project", "registry"):
        value = arguments.value(name)
        if value is not None:
            yield f"--{name}={value}"
    for name in ("global", "offline"):
        if arguments.flag(name):
            yield f"--{name}"
