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
    """Print each result with its place."""
    from installer_cli.knowledge.texts import memory_texts
    from installer_cli.numbers import number_of
    from installer_cli.project import Project
    from packformat.wiki.search import Finder, passages

    limit = int(number_of(arguments, "limit", "5", command=COMMAND.name, whole=True))
    project = Project.find(arguments.value("project"))
    texts = memory_texts(project, arguments.value("pack"))
    named = ((path.encode("utf-8", "replace").decode("utf-8"), text) for path, text in texts)
    with Finder(entry for path, text in named for entry in passages(path, text)) as finder:
        hits = finder.find(" ".join(arguments.words), limit)
    for hit in hits:
        console.data(f"{hit.place}:{hit.line}: {console.paint(hit.title, 'bold')}: {hit.text}")
    if not hits:
        console.note("Nothing found")
    console.result({"command": "memory search", "hits": [hit._asdict() for hit in hits]})
    return 0
