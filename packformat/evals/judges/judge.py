"""Who judged: a program by its command, and the models that it says answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.evals.judges.majority import MOST_JUDGES
from packformat.evals.values import (
    LONGEST_COMMAND,
    LONGEST_MODEL,
    MOST_MODELS,
    read_list,
    read_names,
    read_table,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class Judge(NamedTuple):
    """A judge of a run; without ``models`` its program named none, and it may be a script or a person."""

    command: str
    models: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The judge as JSON-ready values."""
        return {"command": self.command, "models": list(self.models)}


def models_named(names: Iterable[str]) -> tuple[str, ...]:
    """Of the names of models that a program gives those that can be written down, each once, in order."""
    fit = {name for name in names if name.isprintable() and 0 < len(name) <= LONGEST_MODEL}
    return tuple(sorted(fit)[:MOST_MODELS])


def read_judges(value: object) -> tuple[Judge, ...]:
    """The judges of a report, each named once; raises ValueError or KeyError for what is none."""
    rows = [read_table(item, "judges") for item in read_list(value, "judges")]
    judges = tuple(
        Judge(
            read_text(row["command"], "command", LONGEST_COMMAND),
            read_names(row["models"], "models", MOST_MODELS, LONGEST_MODEL),
        )
        for row in rows
    )
    if len(judges) > MOST_JUDGES or len({judge.command for judge in judges}) < len(judges):
        raise ValueError(f"`judges` names more than {MOST_JUDGES}, or one of them twice")
    return judges
