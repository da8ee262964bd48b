"""``ctxpack wiki graph``: the map of a wiki."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.commands.wiki_ingest import WIKI
from installer_cli.errors import os_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "wiki graph",
    "Show how the pages of a wiki hang together: a list, JSON with `--json`, or a picture with `--svg`.",
    positional=Positional("", "", maximum=0),
    options=(WIKI, Option("--svg", "write the picture into this file", metavar="FILE")),
)


def run(arguments: Arguments, console: Console) -> int:
    """Print each page with those it links to."""
    from installer_cli.project import Project
    from installer_cli.wiki.graph import graph_of, picture_of
    from installer_cli.wiki.wiki import find_wiki

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    graph = graph_of(wiki)
    for page in graph["pages"]:
        targets = [link["to"] for link in graph["links"] if link["from"] == page["id"]]
        console.data(f"{page['id']}{' → ' if targets else ''}{', '.join(targets)}")
    target = arguments.value("svg")
    if target:
        try:
            with open(target, "w", encoding="utf-8") as file:
                file.write(picture_of(graph))
        except OSError as error:
            raise os_error(error, target) from None
        console.note(f"Wrote {target}")
    console.result({"command": "wiki graph", "wiki": wiki.folder, **graph})
    return 0
