"""The kinds of components, in the order and the words of the pages."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_ABOUT_THE_PACK = frozenset(("eval", "example"))


class Kind(NamedTuple):
    """How one kind of component is called, and what it is for."""

    name: str
    plural: str
    purpose: str

    @property
    def is_taken_alone(self) -> bool:
        """Whether people take one of them without the pack: not what shows that the whole pack works."""
        return self.name not in _ABOUT_THE_PACK


KINDS = (
    Kind("skill", "skills", "Know-how the agent reads when a task calls for it"),
    Kind("agent", "agents", "Helpers with a role of their own that the agent can call in"),
    Kind("command", "commands", "Shortcuts you type to start a piece of work"),
    Kind("workflow", "workflows", "Steps with roles, inputs, outputs and gates, from the first to the last"),
    Kind(
        "persona", "personas", "How somebody thinks by the sources named, with blind spots; never their voice"
    ),
    Kind("loop", "loops", "Work repeated until a stated condition holds"),
    Kind("eval", "evals", "Cases that show whether the work was done well"),
    Kind("memory", "memories", "Facts and conventions the agent keeps at hand"),
    Kind("convention", "conventions", "How files are named, with names that fit and names that do not"),
    Kind("scaffold", "scaffolds", "Folders and files to begin a piece of work with"),
    Kind("connector", "connectors", "Where the data comes from"),
    Kind("example", "examples", "What good and bad results look like"),
    Kind("style", "styles", "How the agent words its answers"),
    Kind("hook", "hooks", "Programs that run by themselves on certain events"),
)


PROMPTS = frozenset(("skill", "agent", "command", "style"))
"""Kinds that are texts for the agent and nothing else."""


class KindCount(NamedTuple):
    """How many components of one kind there are."""

    kind: Kind
    count: int

    @property
    def label(self) -> str:
        """Such as `1 skill` or `3 memories`."""
        return f"{self.count} {self.kind.name if self.count == 1 else self.kind.plural}"


def count_kinds(counts: Mapping[str, int]) -> list[KindCount]:
    """Return the kinds of which there are any, in the order of `KINDS`."""
    return [KindCount(kind, counts[kind.name]) for kind in KINDS if counts.get(kind.name)]


def kind_named(name: str) -> Kind:
    """Return the kind called `name`; one that a newer pack format brought is shown under its bare name."""
    return next((kind for kind in KINDS if kind.name == name), Kind(name, f"{name}s", ""))


def in_order(names: Iterable[str]) -> list[str]:
    """Return `names` of kinds in the order of `KINDS`, unknown ones last."""
    order = {kind.name: place for place, kind in enumerate(KINDS)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))
