"""The page that tells the agent what holds: `.claude/rules/ctxpack.md`, made of packs and `ctxpack.toml`.

It belongs to no pack, so no pack's file changes by it. It is there only while there is something to say, and
what is said follows from the packs and the project's file alone.
"""

from __future__ import annotations

from installer_cli.mark import marked, stage_marked
from packformat.placement import RULES
from packformat.quoted import quoted
from packformat.statements.page import shown_override

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.project import Project
    from installer_cli.stage import Stage
    from packformat.statements.held import Held, Holding, Tension, Undecided

PAGE = f"{RULES}/ctxpack.md"
_MAKER = "`ctxpack` from the packs and `ctxpack.toml`"
_LEAD = (
    "What stands here holds in the place of what memories of packs say under the same name. Where it decides "
    "something, say whose word it is. Programs and checks of a pack go on computing with its own figures: "
    "where these differ from what is said here, tell the user and do not change the pack's files."
)
_LONGEST = 300
"""Letters of what a pack says that are quoted: as many as an override may have."""


def page_text(holding: Holding) -> bytes | None:
    """The page; None where there is nothing to say."""
    sections = [
        *_section("In the place of what a pack says", map(_held, holding.replaced)),
        *_section("Decided by this project", map(_held, _kept_to(holding))),
        *_section("Not decided: ask the user before you follow either", map(_undecided, holding.undecided)),
        *_section("Both stand here", (_tension(one) for one in holding.tensions if one.reason)),
    ]
    if not sections:
        return None
    return marked("\n\n".join(["# What holds here", _LEAD, *sections]) + "\n", _MAKER)


def stage_page(stage: Stage, project: Project, text: bytes | None) -> None:
    """Stage the page as it is to be, unless somebody has edited it: then it is theirs."""
    stage_marked(stage, project, PAGE, text, _MAKER)


def _section(title: str, lines: Iterator[str]) -> list[str]:
    body = "\n".join(f"- {line}" for line in lines)
    return [f"## {title}", body] if body else []


def _kept_to(holding: Holding) -> list[Held]:
    """Statements that hold themselves because the project said so."""
    return [held for held in holding.held if held.decided and held.word.pack == held.statement.pack]


def _held(held: Held) -> str:
    word = held.word
    gave_way = ", ".join(f"“{_plain(other.value)}” of {other.pack}" for other in held.gave_way)
    line = shown_override(
        _plain(held.statement.name), _plain(word.value), _plain(word.source), _plain(word.until)
    )
    decided = ", as this project decided" if held.decided else ""
    return f"{line} ({word.pack}{f', in the place of {gave_way}' if gave_way else ''}{decided})"


def _undecided(undecided: Undecided) -> str:
    said = "; ".join(f"“{_plain(word.value)}” in {word.pack}" for word in undecided.words)
    statement = undecided.statement
    return f"**{_plain(statement.name)}** of {statement.pack}: {said}"


def _tension(tension: Tension) -> str:
    said = "; ".join(f"“{_plain(held.word.value)}” in {held.word.pack}" for held in tension.sides)
    return f"**{_plain(tension.name)}**: {said}. Why: {_plain(tension.reason)}"


def _plain(text: str) -> str:
    """A text on one line that loads no file, hides nothing and ends no emphasis."""
    return quoted(" ".join(text.split())[:_LONGEST].replace("*", "").replace("`", "'"))
