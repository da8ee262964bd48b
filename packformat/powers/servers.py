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
_SPELLINGS: dict[tuple[str, ...], str] = {
    ("pnpm", "dlx"): "npx",
    ("yarn", "dlx"): "npx",
    ("npm", "exec"): "npx",
    ("npm", "x"): "npx",
    ("bun", "x"): "bunx",
    ("uv", "tool"): "uvx",
    ("podman", "run"): "docker",
}
"""The same in two words: the program that they are another spelling of."""
_PASSES_ON = frozenset(("sh", "bash", "zsh", "cmd", "powershell", "pwsh", "env"))
"""Programs that start what stands in their arguments."""


def servers_in(value: object, path: str) -> Iterator[Found]:
    """Find the powers of servers given as ``{"mcpServers": {name: server}}`` or as the inner object alone."""
    if isinstance(value, dict):
        inner = value.get("mcpServers", value)
        for name, server in (inner if isinstance(inner, dict) else {}).items():
            if isinstance(server, dict):
                yield from _server_powers(str(name), server, path)


def is_pinned(server: Mapping[str, Any]) -> bool:
    """Whether a server that is started is one exact version of a program, as far as the words tell."""
    words = [word.strip("\"'") for word in command_line(server).split()]
    names = [re.sub(r"\.(?:exe|cmd)$", "", word.rpartition("/")[2].lower()) for word in words]
    looked_at = len(names) if names and names[0] in _PASSES_ON else 1
    for place, name in enumerate(names[:looked_at]):
        runner = _SPELLINGS.get((name, *names[place + 1 : place + 2]), name)
        if pattern := _RUNNERS.get(runner):
            return any(pattern.fullmatch(word) for word in words[place + 1 :])
    return True


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
