"""``ctxpack search``: look for packs in the registry."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.jsontext import rows_of
from installer_cli.session import Session
from packformat.errors import printable

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
_SHOWN = ("name", "latest_version", "summary")
_LONGEST = 300
"""Characters of what a registry says of a pack."""


def run(arguments: Arguments, console: Console) -> int:
    """Print one line a pack, best first."""
    with Session(arguments, console) as session:
        query = " ".join(arguments.words)
        answer = session.registry(session.wants()).search(query)
        rows = rows_of(answer.get("results"))
        shown = [[printable(str(row.get(key, "")), _LONGEST) for key in _SHOWN] for row in rows]
        width = max((len(name) for name, *_ in shown), default=0)
        for name, version, summary in shown:
            console.data(f"{name:<{width}}  {version}  {summary}")
        if not rows:
            console.note(f"No pack fits `{query}`" if query else "The registry holds no packs yet")
        if answer.get("next"):
            console.note("There are more: add a word to be more exact")
        console.result({"command": "search", "query": query, "packs": rows, "more": bool(answer.get("next"))})
        return 0
