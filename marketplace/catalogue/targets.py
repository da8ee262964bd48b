"""What agents other than Claude Code get of a release, by the table that the installer places it by."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from packformat.component import Component
from packformat.targets.agents import TARGETS
from packformat.targets.losses import losses_of
from registry.models import Component as ComponentRow


class AgentShown(NamedTuple):
    """An agent: the word that `ctxpack install --target` takes, its name, what it does not get and why."""

    word: str
    title: str
    lacks: list[str]


def agents_shown(components: Iterable[ComponentRow], powers: Mapping[str, Any]) -> list[AgentShown]:
    """Every agent of the table; servers that an agent has no words for are told by the installer's plan."""
    parts = [Component(row.kind, row.name, row.path) for row in components]
    shown = []
    for word, agent in TARGETS.items():
        lacks = [f"{loss.what}: {loss.reason}" for loss in losses_of(word, parts)]
        if not agent.servers and powers.get("servers"):
            lacks.append(f"its servers: {agent.lacks['server']}")
        shown.append(AgentShown(word, agent.title, lacks))
    return shown
