"""``ctxpack search-in``: find what a pack's files say."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "search-in",
    "Find what the files of a pack say, on this machine alone.",
    positional=Positional(
        "PACK WORD", "an installed pack or a pack's folder, and what to look for", minimum=2
    ),
    options=(Option("--limit", "how many results to show (default: 5)", metavar="COUNT"),),
    epilog="Example: ctxpack search-in accounting-close cut-off threshold",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print each passage with its file, line and heading, best first."""
    from installer_cli.knowledge.hits import find_in, show_hits
    from installer_cli.knowledge.texts import pack_texts
    from installer_cli.numbers import number_of
    from installer_cli.project import Project

    limit = int(number_of(arguments, "limit", "5", command=COMMAND.name, whole=True))
    pack, *words = arguments.words
    hits = find_in(pack_texts(Project.of(arguments), pack), " ".join(words), limit)
    show_hits(console, hits)
    console.result({"command": COMMAND.name, "pack": pack, "hits": [hit._asdict() for hit in hits]})
    return 0
