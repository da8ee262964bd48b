"""``ctxpack wiki index``: make a wiki's index from its pages."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.commands.wiki_ingest import WIKI

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "wiki index",
    "Make a wiki's index from its pages; the same pages always give the same file.",
    positional=Positional("", "", maximum=0),
    options=(WIKI,),
)


def run(arguments: Arguments, console: Console) -> int:
    """Write `index.md` where it differs."""
    from installer_cli.project import Project
    from installer_cli.wiki.index import index_text
    from installer_cli.wiki.wiki import find_wiki
    from packformat.wiki.layout import INDEX

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    text = index_text(wiki)
    changed = wiki.text(INDEX) != text
    if changed:
        wiki.write(INDEX, text.encode("utf-8"))
    console.note(f"{'Wrote' if changed else 'Nothing to do:'} {INDEX}, {len(wiki.pages)} pages")
    document = {"command": "wiki index", "wiki": wiki.folder, "changed": changed, "pages": len(wiki.pages)}
    console.result(document)
    return 0
