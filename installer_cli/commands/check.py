"""``ctxpack check``: the registry's rules on a pack's folder, offline."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.console import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.fixes import Fix

LONGEST_LINE = 1000
"""Characters of a line that is shown before it changes."""

COMMAND = Command(
    "check",
    "Run the registry's rules on a pack's folder; nothing is sent anywhere.",
    positional=Positional("DIR", "the pack's folder (default: this one)", maximum=1, source="files"),
    options=(
        Option("--fix", "first make the changes that findings offer, in the folder itself"),
        Option("--dry-run", "with `--fix`, show the changes and make none"),
        Option("--yes", "with `--fix`, do not ask about the changes", short="-y"),
    ),
    epilog="A Claude Code plugin without `pack.toml` is checked with a manifest made from its own. "
    "What `--fix` changes is kept as it was, in a folder that it names.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Fix where that is asked for, build the pack as the registry would, run the rules, print the report."""
    from installer_cli.authoring import inspect_folder, refuse_rejected, settle_folder

    folder = arguments.words[0] if arguments.words else "."
    _check_options(arguments)
    settle_folder(folder, console)
    fixed = _fix(folder, arguments, console) if arguments.flag("fix") else {}
    pack = inspect_folder(folder)
    pack.show(console)
    document = {"command": "check", **pack.document(), **fixed}
    error = refuse_rejected(pack)
    if error:
        console.fail(error, document)
        return error.exit_code
    console.note(f"{pack.title}: {pack.outlook}")
    console.result(document)
    return 0


def _check_options(arguments: Arguments) -> None:
    for key in () if arguments.flag("fix") else ("dry_run", "yes"):
        if arguments.flag(key):
            from installer_cli.errors import ERRORS

            option = f"--{key.replace('_', '-')}"
            raise ERRORS.error("E_USAGE_VALUE", option=option, reason="it goes with `--fix`", command="check")


def _fix(folder: str, arguments: Arguments, console: Console) -> dict[str, object]:
    """Show what is to change, ask at a terminal, and do it; returns what JSON says of it."""
    from installer_cli.errors import ERRORS
    from installer_cli.fixes import Fix
    from installer_cli.settings import Settings

    fix, dry = Fix(folder), arguments.flag("dry_run")
    _show(fix, console)
    told = {"dry_run": dry, "changed": [edit._asdict() for edit in fix.made]}
    if not fix.made:
        console.note("Nothing to change: no finding offers a change that a program can make")
    elif dry:
        console.note("Nothing was changed: this was a dry run")
    else:
        if not arguments.flag("yes") and console.can_ask and not console.ask("Make these changes?"):
            raise ERRORS.error("E_DECLINED")
        kept = fix.carry_out(Settings(arguments).home, console)
        console.note(f"Made {counted(len(fix.made), 'change')}; what was there before is kept in {kept}")
        told["kept"] = kept
    return told


def _show(fix: Fix, console: Console) -> None:
    """Each file with why it changes, and its lines as `diff --content` shows them."""
    from packformat.errors import printable

    for change, old, reasons in fix.differences():
        renamed = f", until now {printable(old)}" if old != change.path else ""
        console.data(f"{change.sign} {printable(change.path)}{renamed}")
        for reason in dict.fromkeys(reasons):
            console.note(f"  {printable(reason, LONGEST_LINE)}")
        for line in change.lines():
            console.data(printable(line, LONGEST_LINE))
