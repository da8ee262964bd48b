"""Refusing what only the project can decide: overlays that part, and packs that extend each other."""

from __future__ import annotations

import json

from installer_cli.errors import ERRORS
from installer_cli.statements.words import undecided_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.errors import CtxpackError
    from packformat.statements.held import Holding, Undecided


def refuse_parted(holding: Holding) -> None:
    """Raise E_EXTENDS_RING, or E_CONFLICT_OVERLAYS for the first statement over which overlays part."""
    if holding.cycle:
        raise ring_error(holding)
    for undecided in holding.undecided:
        raise parted_error(undecided)


def ring_error(holding: Holding) -> CtxpackError:
    """That packs extend each other."""
    return ERRORS.error("E_EXTENDS_RING", ring=" → ".join(holding.cycle))


def parted_error(undecided: Undecided) -> CtxpackError:
    """That two overlays say different things of one statement, and how the project decides."""
    packs = [f"`{name}`" for name in (*(word.pack for word in undecided.words), undecided.statement.pack)]
    return ERRORS.error(
        "E_CONFLICT_OVERLAYS",
        sentence=undecided_sentence(undecided),
        packs=f"{', '.join(packs[:-1])} or {packs[-1]}",
        word=as_word(undecided.statement.name),
    )


def as_word(name: str) -> str:
    """A name as one word of a command line."""
    return json.dumps(name, ensure_ascii=False)
