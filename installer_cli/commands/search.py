"""``ctxpack search``: look for packs in the registry."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "search",
    "Look for packs in the registry.",
    positional=Positional("WORD", "what to look for; nothing for all packs"),
    epilog="Example: ctxpack search month end close",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print one line a pack, best first."""
    with Session(arguments, console) as session:
        query = " ".join(arguments.words)
        answer = session.registry(session.wants()).search(query)
        rows = [row for row in answer.get("results", ()) if isinstance(row, dict)]
        width = max((len(str(row.get("name", ""))) for row in rows), default=0)
        for row in rows:
            console.data(
                f"{row.get('name', ''):<{width}}  {row.get('latest_version', '')}  {row.get('summary', '')}"
            )
        if not rows:
            console.note(f"No pack fits `{query}`" if query else "The registry holds no packs yet")
        if answer.get("next"):
            console.note("There are more: add a word to be more exact")
        console.result({"command": "search", "query": query, "packs": rows, "more": bool(answer.get("next"))})
        return 0
