"""``ctxpack memory search``: find what a project's memories say."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "memory search",
    "Find what the project's memories say, on this machine alone.",
    positional=Positional("WORD", "what to look for", minimum=1),
    options=(
        Option("--pack", "look in this pack's memories alone", metavar="PACK"),
        Option("--limit", "how many results to show (default: 5)", metavar="COUNT"),
    ),
)


def run(arguments: Arguments, console: Console) -> int:
    """Print each passage with its place, best first."""
    from installer_cli.knowledge.hits import find_in, show_hits
    from installer_cli.knowledge.texts import memory_texts
    from installer_cli.numbers import number_of
    from installer_cli.project import Project

    limit = int(number_of(arguments, "limit", "5", command=COMMAND.name, whole=True))
    project = Project.find(arguments.value("project"))
    hits = find_in(memory_texts(project, arguments.value("pack")), " ".join(arguments.words), limit)
    show_hits(console, hits)
    console.result({"command": "memory search", "hits": [hit._asdict() for hit in hits]})
    return 0
