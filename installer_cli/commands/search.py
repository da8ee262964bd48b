"""``ctxpack search``: look for packs in the registry."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.jsontext import rows_of
from installer_cli.session import Session
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from packformat.names import PackName
    from packformat.versions import Version

VERIFIABLE = "verifiable"
"""The word is the registry's; one that does not know it answers as ever."""
COMMAND = Command(
    "search",
    "Look for packs in the registry.",
    positional=Positional("WORD", "what to look for; nothing for all packs"),
    options=(
        Option(
            "--order",
            "what comes first in place of the best: the packs of whose criteria programs decide the most",
            metavar="ORDER",
            choices=(VERIFIABLE,),
        ),
    ),
    epilog="Example: ctxpack search month end close",
)
_SHOWN = ("name", "latest_version", "summary")
_LONGEST = 300
"""Characters of what a registry says of a pack."""


def run(arguments: Arguments, console: Console) -> int:
    """Print one line a pack, best first or in the order that was asked for, and what may not be installed."""
    from installer_cli.columns import row
    from installer_cli.policy.offers import refused_offers

    with Session(arguments, console) as session:
        query, order = " ".join(arguments.words), arguments.value("order")
        answer = session.registry(session.wants()).search(query, order or "")
        rows = rows_of(answer.get("results"))
        refused = refused_offers(session, _offers(rows))
        shown = [[printable(str(row.get(key, "")), _LONGEST) for key in _SHOWN] for row in rows]
        width = max((len(name) for name, *_ in shown), default=0)
        for name, version, summary in shown:
            console.data(row(f"{name:<{width}}  {version}  ", summary, console.width))
        if not rows:
            console.note(_nothing(query, session.settings(session.wants()).registry))
        if answer.get("next"):
            console.note("There are more: add a word to be more exact")
        for sentence in refused.sentences:
            console.note(sentence)
        console.result(
            {
                "command": "search",
                "query": query,
                "order": order,
                "packs": rows,
                "refused": refused.rows,
                "more": bool(answer.get("next")),
            }
        )
        return 0


def _nothing(query: str, registry: str) -> str:
    """What is said where no row came, with what to do next."""
    if not query:
        return "The registry holds no packs yet"
    return f"No pack fits `{query}`: try other words, or ask for such a pack at {registry}/requests"


def _offers(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[PackName, Version]]:
    """The newest release of each pack; what is no name or no version is nothing that could be installed."""
    from packformat.errors import CtxpackError
    from packformat.names import PackName
    from packformat.versions import Version

    for row in rows:
        try:
            yield PackName.parse(row.get("name")), Version.parse(row.get("latest_version"))
        except CtxpackError:
            continue
