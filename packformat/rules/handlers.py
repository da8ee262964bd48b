"""What is wrong with hooks as a client reads them: events, lists of groups, in each a list of handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.rules.shapes import (
    ADDRESS,
    NAMED_TEXTS,
    POSITIVE,
    TABLE,
    TEXT,
    TEXTS,
    TRUTH,
    misshapen,
    one_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.shapes import Shape

GUARDS = ("PermissionRequest", "PreToolUse")
"""Events whose hooks may forbid something: a client that cannot read one of them loads nothing beside it."""
_OF_ALL = {"if": TEXT, "once": TRUTH, "statusMessage": TEXT, "timeout": POSITIVE}
_FIELDS: dict[str, dict[str, Shape]] = {
    "command": {
        "command": TEXT,
        "args": TEXTS,
        "async": TRUTH,
        "onFailure": one_of("continue", "block"),
        "shell": one_of("bash", "powershell"),
    },
    "prompt": {"prompt": TEXT},
    "agent": {"prompt": TEXT},
    "http": {"url": ADDRESS, "headers": NAMED_TEXTS},
    "mcp_tool": {"server": TEXT, "tool": TEXT, "input": TABLE},
}
"""Types of handlers, and of what kind the fields of each have to be."""
_NEEDS = {
    "command": ("command",),
    "prompt": ("prompt",),
    "agent": ("prompt",),
    "http": ("url",),
    "mcp_tool": ("server", "tool"),
}
"""Types of handlers, and the fields without which each does nothing."""
_NESTING = 'write `"Stop": [{"hooks": [{"type": "command", …}]}]`'


class Flaw(NamedTuple):
    """Something wrong with the hooks of an event, in words that follow on *a hook on it*, and what to do.

    ``refused`` is what clients cannot read; what is not does nothing.
    """

    event: str
    said: str
    fix: str
    refused: bool = True


def handlers_within(events: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each event with a handler on it, as far as they have the shape that a client reads."""
    for event, groups in events.items() if isinstance(events, dict) else ():
        for group in groups if isinstance(groups, list) else ():
            inner = group.get("hooks") if isinstance(group, dict) else None
            for fields in inner if isinstance(inner, list) else ():
                if isinstance(fields, dict):
                    yield str(event), fields


def flaws_of(events: object) -> Iterator[Flaw]:
    """Everything for which a client passes over a handler, or over all of them."""
    for event, groups in events.items() if isinstance(events, dict) else ():
        name = str(event)
        if not isinstance(groups, list):
            yield Flaw(name, "is not in a list", _NESTING)
            continue
        for group in groups:
            yield from _flaws_of_group(name, group)
    for event, fields in handlers_within(events):
        yield from _flaws_of_handler(event, fields)


def _flaws_of_group(event: str, group: object) -> Iterator[Flaw]:
    inner = group.get("hooks") if isinstance(group, dict) else None
    if not isinstance(group, dict) or not isinstance(inner, list):
        yield Flaw(event, "has no list `hooks` around it", _NESTING)
    elif any(not isinstance(handler, dict) for handler in inner):
        yield Flaw(event, "is no table with a `type`", _NESTING)
    elif not isinstance(group.get("matcher", ""), str):
        yield Flaw(event, "has a `matcher` that is no text", 'write `"matcher": "Edit|Write"`')


def _flaws_of_handler(event: str, fields: dict[str, Any]) -> Iterator[Flaw]:
    kind = fields.get("type")
    if not isinstance(kind, str) or kind not in _NEEDS:
        yield Flaw(event, f"has the type `{kind}`", f"use one of {', '.join(_NEEDS)}")
        return
    for key in _NEEDS[kind]:
        if fields.get(key, "") == "":
            yield Flaw(event, f"has no `{key}`", f"add `{key}`", refused=key not in fields)
    for key, said in misshapen(fields, {**_OF_ALL, **_FIELDS[kind]}):
        if fields[key] != "":
            yield Flaw(event, f"has a `{key}` that is not {said}", f"write {said}")
