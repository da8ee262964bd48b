"""What Claude Code says that a pack holds: the inventory of `claude plugin details`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_ROW = re.compile(
    r"^ {2}(Skills|Agents|Hooks|MCP servers|LSP servers) \((\d+)\)(?: {2}(.*?))?(?: {2}\(.*\))?$",
    re.MULTILINE,
)
_COST = re.compile(r"Always-on: +~([\d,]+) tok")
PART_COST = re.compile(r"^ {2}(\S+) +(< 20|~[\d.]+k?) +(< 20|~[\d.]+k?)$", re.MULTILINE)
"""A row about a part: its name, what it costs always, and when it is called."""
LEAST_SHOWN = 20
"""Tokens below which the client shows no figure."""


class Inventory(NamedTuple):
    """Names by kind, in order; the client counts commands among the skills, even where both share a name."""

    skills: tuple[str, ...]
    agents: tuple[str, ...]
    hooks: tuple[str, ...]
    servers: tuple[str, ...]


def inventory_of(details: str) -> Inventory:
    """Read what the client printed."""
    rows = {kind: (int(count), names or "") for kind, count, names in _ROW.findall(details)}
    found = {}
    for kind in ("Skills", "Agents", "Hooks", "MCP servers"):
        count, names = rows[kind]
        found[kind] = tuple(sorted(name for name in names.split(", ") if name))
        assert len(found[kind]) == count, details
    return Inventory(found["Skills"], found["Agents"], found["Hooks"], found["MCP servers"])


def expected_inventory(
    components: Iterable[tuple[str, str]], events: Iterable[str], servers: Iterable[str]
) -> Inventory:
    """The inventory that components, given as (kind, name), should have."""
    by_kind: dict[str, list[str]] = {}
    for kind, name in components:
        by_kind.setdefault(kind, []).append(name)
    skills = [*by_kind.get("skill", ()), *by_kind.get("command", ())]
    return Inventory(*(tuple(sorted(names)) for names in (skills, by_kind.get("agent", ()), events, servers)))


def always_on_tokens(details: str) -> int:
    """The tokens that the client expects a pack to cost in every session, exactly."""
    found = _COST.search(details)
    assert found, details
    return int(found[1].replace(",", ""))


def shown_costs(details: str) -> dict[str, tuple[str, str]]:
    """What the client shows for each part, always and when it is called: rounded, as it prints it."""
    return {name: (always, called) for name, always, called in PART_COST.findall(details)}


def agrees(shown: str, tokens: int) -> bool:
    """Whether a figure can stand for tokens; the client rounds them to tens, and then to what it shows."""
    if shown == "< 20":
        return tokens < LEAST_SHOWN
    number = float(shown.removeprefix("~").removesuffix("k"))
    unit = 1000 if shown.endswith("k") else 1
    rounding = 5 if unit == 1 else 55 if "." in shown else 505
    return abs(number * unit - tokens) <= rounding
