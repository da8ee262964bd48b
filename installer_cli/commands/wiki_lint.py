"""``ctxpack wiki lint``: look for what is wrong in a wiki."""

from __future__ import annotations

import time

from installer_cli.arguments import Command, Option, Positional
from installer_cli.commands.wiki_ingest import WIKI
from installer_cli.console import counted
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "wiki lint",
    "Look for broken links, orphans, pages without a source, edited sources, duplicates and stale pages.",
    positional=Positional("", "", maximum=0),
    options=(
        WIKI,
        Option(
            "--stale-days", "the age from which a page is to be read again (default: 180)", metavar="DAYS"
        ),
    ),
    epilog="Ends with 1 when anything is found.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print one line a problem."""
    from installer_cli.numbers import number_of
    from installer_cli.project import Project
    from installer_cli.wiki.lint import STALE_DAYS, lint
    from installer_cli.wiki.wiki import find_wiki

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    days = int(number_of(arguments, "stale_days", str(STALE_DAYS), command=COMMAND.name, whole=True))
    problems = lint(wiki, time.strftime("%Y-%m-%d"), days)
    for problem in problems:
        line = f":{problem.line}" if problem.line else ""
        console.data(f"{console.paint(problem.lint, 'yellow')}: {problem.path}{line}: {problem.message}")
    document = {
        "command": "wiki lint",
        "wiki": wiki.folder,
        "problems": [problem._asdict() for problem in problems],
    }
    if problems:
        error = ERRORS.error("E_WIKI_PROBLEMS", count=counted(len(problems), "problem"))
        console.fail(error, document)
        return error.exit_code
    console.note(f"Sound: {counted(len(wiki.pages), 'page')}, {counted(len(wiki.sources), 'source')}")
    console.result(document)
    return 0
