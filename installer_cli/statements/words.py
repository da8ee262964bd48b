"""What holds, and what packs part over, in words: for plans, for findings and for lists."""

from __future__ import annotations

from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.statements.chains import Missed, Moved
    from packformat.statements.held import Held, Holding, Tension, Undecided

_LONGEST_SHOWN = 120
"""Letters of what a pack says that a line shows."""


def quoted(value: str) -> str:
    """What a pack says, as a line shows it."""
    return f"“{printable(value, _LONGEST_SHOWN)}”"


def said_by(held: Held) -> str:
    """A side of a tension: what it says, whose word it is, and where it stands."""
    statement = held.statement
    if held.word.pack != statement.pack:
        return f"{quoted(held.word.value)} in {held.word.pack}, in the place of {statement.pack}"
    return f"{quoted(held.word.value)} in {statement.pack} (`{statement.path}`, line {statement.line})"


def provenance(held: Held) -> str:
    """Whose word holds and what gave way to it, on one line."""
    gave_way = ", ".join(f"{quoted(word.value)} of {word.pack}" for word in held.gave_way)
    decided = ", as this project decided" if held.decided else ""
    return f"{held.word.pack}{f', in the place of {gave_way}' if gave_way else ''}{decided}"


def undecided_sentence(undecided: Undecided) -> str:
    """That overlays part, each with what it says."""
    said = " and ".join(f"`{word.pack}` ({quoted(word.value)})" for word in undecided.words)
    statement = undecided.statement
    return f"`{statement.name}` of `{statement.pack}` is overridden differently by {said}"


def missed_sentence(missed: Missed) -> str:
    """That an override has nothing to take the place of."""
    why = "does not state it" if missed.here else "is not installed"
    return f"`{missed.pack}` overrides `{missed.override.name}` of `{missed.extended}`, which {why}"


def moved_sentence(moved: Moved) -> str:
    """That an override was written against something else."""
    override = moved.override
    return (
        f"`{moved.pack}` overrides `{override.name}` of `{moved.extended}`, which said "
        f"{quoted(override.instead_of)} when it was written and says {quoted(moved.now)} now"
    )


def tension_sentence(tension: Tension) -> str:
    """What packs say differently."""
    return f"`{tension.name}` is {' and '.join(map(said_by, tension.sides))}"


def sentences_about(pack: str, holding: Holding) -> list[str]:
    """What somebody should know of a pack that comes or changes."""
    return list(_sentences(pack, holding))


def _sentences(pack: str, holding: Holding) -> Iterator[str]:
    for held in holding.replaced:
        if pack == held.word.pack:
            yield f"its word holds for `{held.statement.name}`: {quoted(held.word.value)}{_over(held)}"
    for missed in holding.missed:
        if pack in (missed.pack, missed.extended):
            yield f"{missed_sentence(missed)}: the word of `{missed.pack}` is loaded as one of its own"
    for moved in holding.moved:
        if pack in (moved.pack, moved.extended):
            yield moved_sentence(moved)
    for tension in open_tensions(holding.tensions):
        if pack in {held.word.pack for held in tension.sides}:
            yield f"{tension_sentence(tension)}: `ctxpack settle` says which holds here"


def _over(held: Held) -> str:
    return "".join(f", in the place of {quoted(word.value)} of {word.pack}" for word in held.gave_way)


def open_tensions(tensions: Iterable[Tension]) -> list[Tension]:
    """Those that the project has not said a reason for."""
    return [tension for tension in tensions if not tension.reason]
