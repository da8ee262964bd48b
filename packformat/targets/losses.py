"""The loss report: what of a pack an agent cannot use, and why, told before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.targets.agents import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.component import Component


class Loss(NamedTuple):
    """Components of one kind that an agent does not get, and why; the target is a word of `TARGETS`."""

    target: str
    kind: str
    names: tuple[str, ...]
    reason: str

    def as_dict(self) -> dict[str, object]:
        """The loss as JSON-ready values."""
        return {**self._asdict(), "names": list(self.names)}

    @property
    def sentence(self) -> str:
        """The loss in words, with the agent's own name: ``OpenAI Codex does not get 2 agents: it …``."""
        return f"{TARGETS[self.target].title} does not get {self.what}: {self.reason}"

    @property
    def what(self) -> str:
        """What is lost: a component by its name, several by their number, hooks as one."""
        if self.kind == "hook":
            return "its hooks"
        count = len(self.names)
        return f"{count} {self.kind}s" if count > 1 else f"the {self.kind} `{self.names[0]}`"


def losses_of(target: str, components: Iterable[Component]) -> Iterator[Loss]:
    """What an agent does not get of these components, in the order of their kinds.

    Servers are told apart by `packformat.targets.servers`: each is one that the agent can reach, or is not.
    """
    agent = TARGETS[target]
    missed: dict[str, list[str]] = {}
    for part in components:
        if part.kind in agent.lacks:
            missed.setdefault(part.kind, []).append(part.name)
    for kind, names in missed.items():
        yield Loss(target, kind, tuple(names), agent.lacks[kind])
