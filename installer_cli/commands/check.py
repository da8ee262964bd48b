"""``ctxpack check``: the registry's rules on a pack's folder, offline."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "check",
    "Run the registry's rules on a pack's folder; nothing is sent anywhere.",
    positional=Positional("DIR", "the pack's folder (default: this one)", maximum=1),
    epilog="A Claude Code plugin without `pack.toml` is checked with a manifest made from its own.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Build the pack as the registry would, run the rules, print the report."""
    from installer_cli.authoring import inspect_folder, refuse_rejected

    pack = inspect_folder(arguments.words[0] if arguments.words else ".")
    pack.show(console)
    document = {"command": "check", **pack.document()}
    error = refuse_rejected(pack)
    if error:
        console.fail(error, document)
        return error.exit_code
    console.note(f"{pack.title}: fit to be published")
    console.result(document)
    return 0
