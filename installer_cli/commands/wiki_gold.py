"""``ctxpack wiki gold``: whether questions with known answers find their page."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.commands.wiki_ingest import WIKI
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "wiki gold",
    "Ask the questions of `gold.json` and say how many find their page among the first three.",
    positional=Positional("", "", maximum=0),
    options=(
        WIKI,
        Option("--need", "end with 10 when fewer percent are found (default: 90)", metavar="PERCENT"),
    ),
)


def run(arguments: Arguments, console: Console) -> int:
    """Print the questions that miss, and the figure."""
    from installer_cli.numbers import number_of
    from installer_cli.project import Project
    from installer_cli.wiki.wiki import find_wiki
    from packformat.codes import FORMAT
    from packformat.wiki.gold import FIRST, ask
    from packformat.wiki.layout import GOLD
    from packformat.wiki.questions import read_questions

    wiki = find_wiki(Project.find(arguments.value("project")), arguments.value("wiki"))
    need = number_of(arguments, "need", "90", command=COMMAND.name)
    path, data = f"{wiki.folder}/{GOLD}", wiki.data(GOLD)
    if data is None:
        raise FORMAT.error("E_WIKI_GOLD", path=path, reason="there is no such file")
    answers = ask(read_questions(data, path), wiki.pages)
    found = sum(0 < answer.rank <= FIRST for answer in answers)
    for answer in answers:
        if not 0 < answer.rank <= FIRST:
            where = f"place {answer.rank}" if answer.rank else "not found"
            console.data(f"missed: {answer.question} ({answer.page}: {where})")
    figure = f"{found} of {len(answers)} questions find their page in the first {FIRST}"
    console.data(figure)
    document = {
        "command": "wiki gold",
        "wiki": wiki.folder,
        "found": found,
        "of": len(answers),
        "questions": [answer._asdict() for answer in answers],
    }
    if found * 100 < need * len(answers):
        error = ERRORS.error("E_WIKI_MISSED", figure=figure)
        console.fail(error, document)
        return error.exit_code
    console.result(document)
    return 0
