"""``ctxpack context``: exactly what an agent loads in this project."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "context",
    "Show what an agent loads in this project, always and when it is needed, with sizes.",
    positional=Positional("", "", maximum=0),
    options=(
        Option("--budget", "end with 10 when more tokens than this are always loaded", metavar="TOKENS"),
    ),
    epilog="As Claude Code loads a project that is trusted; a token is counted for every four characters.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a line a text, and the sums."""
    from installer_cli.knowledge.loaded import ALWAYS, NEVER, ON_DEMAND, loaded_texts
    from installer_cli.numbers import number_of
    from installer_cli.project import Project

    budget = number_of(arguments, "budget", "1e15", command=COMMAND.name)
    items = loaded_texts(Project.find(arguments.value("project")))
    sums = {when: sum(item.tokens for item in items if item.when == when) for when in (ALWAYS, ON_DEMAND)}
    for when in (ALWAYS, ON_DEMAND, NEVER):
        rows = [item for item in items if item.when == when]
        if rows:
            total = f", about {sums[when]:,} tokens" if when in sums else ""
            console.data(console.paint(f"Loaded {when}{total}", "bold"))
        for item in rows:
            source = f"  (from {item.source})" if item.source else ""
            console.data(f"  {item.tokens:>7,}  {item.path}  {item.what}{source}")
    if not items:
        console.note("An agent loads nothing here")
    told = [{**item._asdict(), "tokens": item.tokens} for item in items]
    document = {
        "command": "context",
        "tokens": {"always": sums[ALWAYS], "on_demand": sums[ON_DEMAND]},
        "texts": told,
    }
    if sums[ALWAYS] > budget:
        error = ERRORS.error("E_OVER_BUDGET", tokens=sums[ALWAYS], budget=int(budget))
        console.fail(error, document)
        return error.exit_code
    console.result(document)
    return 0
