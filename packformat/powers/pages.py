"""Pages that the client reads: what skills, agents and commands allow, start and run by being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.powers.found import Found, found
from packformat.powers.hooks import hooks_in
from packformat.powers.servers import servers_in
from packformat.powers.traces import command_traces, hosts_in, places_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_INLINE = re.compile(r"(?<![\w!`])!`([^`\n]+)`")
_FENCED = re.compile(r"(?ms)^[ \t]*```+!\w*[ \t]*\n(.*?)^[ \t]*```")
_IMPORT = re.compile(r"(?m)(?:^|(?<=\s))@((?:~|/)[^\s`'\")]+)")
_DOMAIN = re.compile(r"WebFetch\(domain:([^)\s]{1,300})\)")
_USUAL_MODES = ("", "default", "plan")


def page_powers(text: str, path: str) -> Iterator[Found]:
    """Find the powers of a skill, agent or command; a page that cannot be read is refused by a rule."""
    try:
        front = read_frontmatter(path, text)
    except CtxpackError:
        return
    yield from _front_powers(front.fields, path)
    yield from _body_powers(front.body, path)


def command_powers(command: Mapping[str, Any], path: str) -> Iterator[Found]:
    """Find the powers of a command that a plugin's manifest gives as a value: its tools, and its own text."""
    yield from tool_powers(command.get("allowedTools"), path)
    text = command.get("content")
    if isinstance(text, str):
        # Of front matter that nobody can read, the client may take all for the page.
        yield from dict.fromkeys([*page_powers(text, path), *_body_powers(text, path)])


def _body_powers(body: str, path: str) -> Iterator[Found]:
    for command in dict.fromkeys(_commands_in(body)):
        yield found("commands", f"{path}: {command}", path)
        yield from command_traces(command, path)
    yield from imports_in(body, path)


def _commands_in(body: str) -> list[str]:
    """The commands that run when a page is read: within a line, and then in blocks."""
    within = _INLINE.findall(body) if "!`" in body else []
    return [*within, *(_FENCED.findall(body) if "`!" in body else ())]


def imports_in(text: str, path: str) -> Iterator[Found]:
    """Find the files outside the pack that a text has the client load, ``@~/…`` and ``@/…``."""
    if "@~" in text or "@/" in text:
        yield from (found("files", place, path) for place in _IMPORT.findall(text))


def split_tools(value: object) -> list[str]:
    """The rules of an ``allowed-tools`` field: a list, or text with commas or spaces outside brackets."""
    if isinstance(value, list):
        return [str(item).strip() for item in value if str(item).strip()]
    rules, depth, rule = [], 0, ""
    for char in str(value or ""):
        depth += (char == "(") - (char == ")" and depth > 0)
        if depth == 0 and (char == "," or char.isspace()):
            rules.append(rule)
            rule = ""
        else:
            rule += char
    return [rule for rule in (*rules, rule) if rule]


def tool_powers(value: object, path: str) -> Iterator[Found]:
    """Find the powers of a field that allows tools."""
    for tool in split_tools(value):
        yield found("tools", tool, path)
        yield from (found("files", place, path) for place in places_in(tool))
        for domain in _DOMAIN.findall(tool):
            yield from (found("hosts", host, path) for host in hosts_in(f"https://{domain}"))


def _front_powers(fields: dict[str, Any], path: str) -> Iterator[Found]:
    yield from tool_powers(fields.get("allowed-tools"), path)
    mode = str(fields.get("permissionMode") or "")
    if mode not in _USUAL_MODES:
        yield found("tools", f"permission mode {mode}", path)
    hooks = fields.get("hooks")
    yield from hooks_in(hooks if isinstance(hooks, dict) else {}, path)
    servers = fields.get("mcpServers")
    for item in servers if isinstance(servers, list) else [servers]:
        yield from servers_in(item, path)
