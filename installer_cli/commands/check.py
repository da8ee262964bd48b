"""``ctxpack check``: the registry's rules on a pack's folder, offline."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "check",
    "Run the registry's rules on a pack's folder; nothing is sent anywhere.",
    positional=Positional("DIR", "the pack's folder (default: this one)", maximum=1, source="files"),
    options=(Option("--fix", "first make the changes that findings offer, in the folder itself"),),
    epilog="A Claude Code plugin without `pack.toml` is checked with a manifest made from its own.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Build the pack as the registry would, run the rules, print the report."""
    from installer_cli.authoring import fix_folder, inspect_folder, refuse_rejected

    folder = arguments.words[0] if arguments.words else "."
    made = fix_folder(folder) if arguments.flag("fix") else []
    for edit in made:
        console.note(f"changed: {edit.path}" + (f" line {edit.line}" if edit.line else f" is now {edit.new}"))
    pack = inspect_folder(folder)
    pack.show(console)
    document = {"command": "check", **pack.document(), "changed": [edit._asdict() for edit in made]}
    error = refuse_rejected(pack)
    if error:
        console.fail(error, document)
        return error.exit_code
    console.note(f"{pack.title}: {pack.outlook}")
    console.result(document)
    return 0
