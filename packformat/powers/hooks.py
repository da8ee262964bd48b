"""Hooks: what the client runs on its events, from a hooks file, a plugin manifest or front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.powers.found import Found, found
from packformat.powers.traces import command_traces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORDS = {
    "prompt": ("asks a model:", ("prompt",)),
    "agent": ("starts an agent:", ("prompt",)),
    "http": ("sends to", ("url",)),
    "mcp_tool": ("calls", ("server", "tool")),
}
"""How a handler that is no command is told, and the fields that say what it does."""
STATUS_LINES = ("statusLine", "subagentStatusLine")
"""Settings that have the client run a command."""


def hooks_in(value: object, path: str) -> Iterator[Found]:
    """Find the powers of hooks given as ``{"hooks": {Event: groups}}`` or as the inner object alone.

    What is not shaped like hooks has no power: the client passes it over too, and a rule says so.
    """
    if isinstance(value, dict):
        inner = value.get("hooks", value)
        for event, handler in _handlers(inner if isinstance(inner, dict) else {}):
            yield from _handler_powers(event, handler, path)


def monitors_in(value: object, path: str) -> Iterator[Found]:
    """Find the powers of monitors: commands that run for as long as a session does."""
    for monitor in value if isinstance(value, list) else ():
        if isinstance(monitor, dict):
            command = command_line(monitor)
            yield found("hooks", f"Monitor: {command}", path)
            yield from command_traces(command, path)


def status_lines_in(value: object, path: str) -> Iterator[Found]:
    """Find the powers of settings: commands whose output the client shows, again and again, as a line."""
    for key in STATUS_LINES:
        line = value.get(key) if isinstance(value, dict) else None
        if isinstance(line, dict) and line.get("command"):
            command = command_line(line)
            yield found("hooks", f"{key}: {command}", path)
            yield from command_traces(command, path)


def command_line(value: Mapping[str, Any]) -> str:
    """A command and its arguments as one line."""
    arguments = value.get("args")
    words = [value.get("command", ""), *(arguments if isinstance(arguments, list) else ())]
    return " ".join(str(word) for word in words)


def _handlers(events: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for event, groups in events.items():
        for group in groups if isinstance(groups, list) else ():
            handlers = group.get("hooks") if isinstance(group, dict) else None
            for handler in handlers if isinstance(handlers, list) else ():
                if isinstance(handler, dict):
                    yield str(event), handler


def _handler_powers(event: str, handler: dict[str, Any], path: str) -> Iterator[Found]:
    kind = str(handler.get("type", "command"))
    if kind == "command":
        text = command_line(handler)
        yield found("hooks", f"{event}: {text}", path)
    else:
        words, fields = _WORDS.get(kind, (kind, ()))
        text = " ".join(str(handler.get(field, "")) for field in fields)
        yield found("hooks", f"{event}: {words} {text}", path)
    headers = handler.get("headers")
    values = headers.values() if isinstance(headers, dict) else ()
    yield from command_traces(" ".join([text, *map(str, values)]), path)
