"""Servers: what the client starts or reaches for a pack, and what they are given."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from packformat.powers.found import Found, found
from packformat.powers.hooks import command_line
from packformat.powers.traces import command_traces, hosts_in, secrets_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONTAINERS = frozenset(("docker", "podman"))
_ENVIRONMENT_FLAGS = frozenset(("-e", "--env"))
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
UNPINNED = "(version not pinned)"
_RUNNERS = {
    "npx": re.compile(r"(?:@[\w.-]+/)?[\w.-]+@v?\d+\.\d+\.\d+[\w.+-]*"),
    "bunx": re.compile(r"(?:@[\w.-]+/)?[\w.-]+@v?\d+\.\d+\.\d+[\w.+-]*"),
    "uvx": re.compile(r"[\w.-]+(?:\[[\w,.-]+\])?(?:==|@)\d+(?:\.\d+)*[\w.+-]*"),
    "pipx": re.compile(r"[\w.-]+(?:\[[\w,.-]+\])?==\d+(?:\.\d+)*[\w.+-]*"),
    "docker": re.compile(r"\S+(?:@sha256:[0-9a-f]{64}|:v?\d+\.\d+\.\d+[\w.-]*)"),
}
"""Programs that fetch another and start it, and how an argument looks that pins what they fetch."""


def servers_in(value: object, path: str) -> Iterator[Found]:
    """Find the powers of servers given as ``{"mcpServers": {name: server}}`` or as the inner object alone."""
    if isinstance(value, dict):
        inner = value.get("mcpServers", value)
        for name, server in (inner if isinstance(inner, dict) else {}).items():
            if isinstance(server, dict):
                yield from _server_powers(str(name), server, path)


def is_pinned(server: Mapping[str, Any]) -> bool:
    """Whether a server that is started is one exact version of a program, as far as the words tell."""
    runner = str(server.get("command", "")).rpartition("/")[2].removesuffix(".exe")
    pattern = _RUNNERS.get(runner)
    arguments = server.get("args")
    words = arguments if isinstance(arguments, list) else []
    return pattern is None or any(pattern.fullmatch(str(word)) for word in words)


def _passed_on(server: Mapping[str, Any]) -> list[str]:
    """The variables of the environment that a container is given by their names alone."""
    arguments = server.get("args")
    words = [str(server.get("command", "")), *map(str, arguments if isinstance(arguments, list) else ())]
    if words[0].rpartition("/")[2] not in _CONTAINERS:
        return []
    after = [word for flag, word in pairwise(words) if flag in _ENVIRONMENT_FLAGS]
    after += [word.removeprefix("--env=") for word in words if word.startswith("--env=")]
    return [word for word in after if _VARIABLE.fullmatch(word)]


def _server_powers(name: str, server: dict[str, Any], path: str) -> Iterator[Found]:
    url = str(server.get("url") or "")
    if server.get("command"):
        line = command_line(server)
        shown = line if is_pinned(server) else f"{line} {UNPINNED}"
        yield found("servers", f"{name}: {shown}", path)
        yield from command_traces(line, path)
        yield from (found("secrets", variable, path) for variable in _passed_on(server))
    elif url:
        yield found("servers", f"{name}: {url}", path)
        yield from (found("hosts", host, path) for host in hosts_in(url))
        yield from secrets_in(url, path)
    helper = server.get("headersHelper")
    if helper:
        yield found("commands", f"{name}: {helper}", path)
        yield from command_traces(str(helper), path)
    for key in ("env", "headers"):
        values = server.get(key)
        for text in values.values() if isinstance(values, dict) else ():
            yield from secrets_in(str(text), path)
