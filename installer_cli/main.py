"""The entry point: find the command, run it, turn whatever goes wrong into one message and an exit code."""

from __future__ import annotations

import gc
import os
import sys

from installer_cli import INTERRUPTED_EXIT_CODE, __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from installer_cli.arguments import Arguments, Command
    from installer_cli.console import Console

SECTIONS = {
    "Find a pack": {
        "search": "look for packs in the registry",
        "info": "show what a pack is, needs, may do and costs",
        "mcp": "let an agent search the registry and see what is installed here",
    },
    "Install packs, and keep them right": {
        "install": "put packs and what they require into the project",
        "uninstall": "take packs out of the project, keeping what you wrote",
        "update": "take newer releases of packs, moving nothing that need not move",
        "outdated": "show which packs have newer releases",
        "lock": "choose releases and write `ctxpack.lock`, without installing",
        "sync": "bring the project to its lockfile, or prove that it is there",
        "list": "show what is installed",
        "status": "show at a glance what each pack costs, what is newer, how evals and loops ended",
        "why": "show why a pack is here",
        "configure": "give a pack your own values: names, thresholds, days",
        "connect": "see what a pack's connectors need, and try them",
        "scaffold": "lay out a pack's folders and files in the project",
    },
    "See what is wrong or has changed, and take it back": {
        "doctor": "look for everything that is wrong, and say what to do",
        "verify": "compare every installed file with what was installed",
        "diff": "show what you changed of a pack, or what another version would",
        "resolve": "end conflicts between your changes and a pack's",
        "policy": "show whether the project is as the organisation's policies ask",
        "history": "show the runs that changed the project",
        "undo": "take the last run back",
        "rollback": "go back to how things were after an earlier run",
    },
    "Know what is installed here": {
        "open": "look through an installed pack in a browser, offline",
        "context": "show what an agent loads here, always and on demand",
        "search-in": "find what the files of a pack say, offline",
        "statements": "show the rules and figures that hold here, and whose each is",
        "settle": "decide whose word holds where packs say different things",
        "lint": "hold the names of files against the conventions of packs",
    },
    "Memories and wikis": {
        "memory search": "find what the project's memories say",
        "memory tidy": "keep memories short and lasting",
        "wiki ingest": "take documents into a wiki, for good",
        "wiki lint": "look for what is wrong in a wiki",
        "wiki index": "make a wiki's index from its pages",
        "wiki graph": "show how a wiki's pages hang together",
        "wiki gold": "ask questions with known answers, and count the hits",
    },
    "Show that a pack works, and work until it is done": {
        "eval run": "run a pack's evals, with an agent or as a replay",
        "eval rank": "run several packs on the same cases, and compare them",
        "eval grade": "hold the project's files against a pack's checks, without an agent",
        "eval attest": "sign the report of a run of evals",
        "eval verify": "check a signed report, and that it is about this pack",
        "loop show": "show loops, what decides them, and how to run them",
        "loop run": "drive an agent until a loop's check passes",
        "loop new": "begin a loop in a pack from a template",
    },
    "Make packs": {
        "import": "make a pack of a plugin, skills, or a project's own `.claude/`",
        "check": "run the registry's rules on a pack's folder, offline",
        "publish": "send a pack's folder to the registry and follow its validation",
        "login": "keep a registry's token for publishing",
    },
    "This machine": {
        "trust": "trust a registry by another key than before",
        "cache": "look at the cache of archives, or clear it",
        "export": "write the lockfile as a bill of materials or a list",
        "completion": "print the script that teaches a shell to complete",
    },
}
"""Every command and its summary, as the help page shows them: what somebody comes for, and what does it."""

COMMANDS = {name: summary for section in SECTIONS.values() for name, summary in section.items()}
"""The same without what they are for; `module_of` says which module has one."""

GROUPS = {
    "eval": "show whether a pack works: run its cases, sign what came of it, check what others signed",
    "loop": "let an agent work until a check passes",
    "memory": "find what the project's memories say, and keep them short",
    "wiki": "keep a memory that grows out of documents",
}
"""The first words that several commands share, and what those are for."""

OK, FAILURE, USAGE = 0, 1, 2
_HELP = ("--help", "-h", "help")
_OBJECTS_BETWEEN = 100_000
"""Objects that may come before the interpreter looks for garbage in rings: an install makes fewer in all."""


def start() -> int:
    """Run the command line of this process; what it has left in memory ends with it, looked at by nobody.

    An interruption before the command has begun, or after its end, needs no word.
    """
    try:
        gc.set_threshold(_OBJECTS_BETWEEN)
        code = main()
        gc.freeze()
    except KeyboardInterrupt:
        if os.environ.get("CTXPACK_DEBUG"):
            raise
        return INTERRUPTED_EXIT_CODE
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _open_closed()
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()  # whoever read us has gone: say no more
        return FAILURE
    except OSError as error:
        _silence()
        return _fail_to_write(error)
    return code


def _open_closed() -> None:
    """Let a run go on that was started with nothing to read from or write to, as some schedulers do it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run


def _silence() -> None:
    """Let go of what the output has not taken, at which the end of the process would stumble again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail_to_write(error: OSError) -> int:
    from installer_cli.console import Console
    from installer_cli.errors import ERRORS

    failure = ERRORS.error("E_STDOUT", reason=error.strerror or str(error))
    Console().fail(failure)
    return failure.exit_code


def _run(words: list[str]) -> int:
    if not words:
        return _print_overview(asked=False)
    early, words = _early_options(words)
    if words[0] in ("--version", "-V"):
        sys.stdout.write(f"ctxpack {__version__}\n")
        return OK
    if words[0] == "help" and words[1:] and not words[1].startswith("-"):
        words = [*words[1:], "--help"]
    if words[0] in _HELP or (words[0].startswith("-") and not {*_HELP}.isdisjoint(words)):
        return _print_overview(asked=True)
    if words[0] in GROUPS and (words[1] in _HELP if len(words) > 1 else "--json" not in early):
        return _print_group(words[0], asked=len(words) > 1)
    length = 2 if words[0] in GROUPS else 1
    return run_command(" ".join(words[:length]), [*early, *words[length:]])


def _early_options(words: list[str]) -> tuple[list[str], list[str]]:
    """The options before the command, as in ``ctxpack --json list``, and the words from the command on."""
    if not words[0].startswith("-") or words[0] in ("--version", "-V"):
        return [], words
    from installer_cli.arguments import count_early

    count = count_early(words)
    return (words[:count], words[count:]) if count < len(words) else ([], words)


def _print_overview(*, asked: bool) -> int:
    from installer_cli.console import Console
    from installer_cli.usage import overview

    text = overview(SECTIONS, __version__)
    console = Console()
    console.data(text) if asked else console.note(text)
    return OK if asked else USAGE


def _print_group(name: str, *, asked: bool) -> int:
    from installer_cli.console import Console
    from installer_cli.usage import group_help

    members = [row for row in COMMANDS.items() if row[0].startswith(f"{name} ")]
    text = group_help(name, GROUPS[name], members)
    console = Console()
    console.data(text) if asked else console.note(text)
    return OK if asked else USAGE


def run_command(name: str, words: list[str], console: Console | None = None) -> int:
    """Run one command and return its exit code; it speaks to `console`, else to this process's streams."""
    from installer_cli.console import Console, UnwritableError

    console = console or Console(json="--json" in [*name.split(), *words])
    try:
        return _dispatch(name, words, console)
    except (BrokenPipeError, UnwritableError):
        raise
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place that ends a run
        return _fail(console, error)


def _dispatch(name: str, words: list[str], console: Console) -> int:
    from installer_cli.arguments import parse

    module = _load(name)
    command: Command = module.COMMAND
    arguments: Arguments = parse(command, words)
    console.configure(quiet=arguments.flag("quiet"), color=arguments.value("color") or "auto")
    if arguments.flag("help"):
        from installer_cli.usage import command_help

        console.help(command_help(command))
        return OK
    code: int = module.run(arguments, console)
    return code


def load_command(name: str) -> Command:
    """What a command accepts."""
    command: Command = _load(name).COMMAND
    return command


def module_of(name: str) -> str:
    """The module of a command: it has the command's name, with `_` for a space or a hyphen."""
    return f"installer_cli.commands.{name.replace(' ', '_').replace('-', '_')}"


def _load(name: str) -> ModuleType:
    if name in COMMANDS:
        return __import__(module_of(name), fromlist=["run"])
    from installer_cli.errors import ERRORS
    from installer_cli.suggest import command_meant

    raise ERRORS.error("E_USAGE_COMMAND", command=name, suggestion=command_meant(name, COMMANDS))


def _fail(console: Console, error: BaseException) -> int:
    from installer_cli.errors import explain

    if os.environ.get("CTXPACK_DEBUG"):
        raise error
    explained = explain(error)
    console.fail(explained)
    return INTERRUPTED_EXIT_CODE if isinstance(error, KeyboardInterrupt) else explained.exit_code
