"""Rules about ``.mcp.json``: servers that a client would refuse, never reach, or be given a secret for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from packformat.paths import SERVERS_PATH
from packformat.rules.base import AUTHOR_KNOWS, ELSEWHERE, NAMED_ELSEWHERE, Rule, Seen
from packformat.rules.offers import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_TYPES = ("stdio", "http", "streamable-http", "sse", "ws")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_SECRET_NAME = re.compile(r"(?i)(?:^|[_-])(?:api[_-]?key|token|secret|password|authorization)(?:$|[_-])")
_PLACEHOLDER = re.compile(r"(?i)\$\{|<|your|example|xxx|\.\.\.|changeme|replace|placeholder|\A\W*\Z")


def servers_of(view: PackView) -> dict[str, dict[str, Any]]:
    """The servers of ``.mcp.json`` by name, wrapped in ``mcpServers`` or bare."""
    value = view.json(SERVERS_PATH)[0] if SERVERS_PATH in view.files else None
    servers = value.get("mcpServers", value) if isinstance(value, dict) else {}
    found = servers.items() if isinstance(servers, dict) else ()
    return {name: server for name, server in found if isinstance(server, dict)}


def _shape(view: PackView) -> Iterator[Seen]:
    value = view.json(SERVERS_PATH)[0] if SERVERS_PATH in view.files else {}
    servers = value.get("mcpServers", value) if isinstance(value, dict) else value
    if servers is not None and not isinstance(servers, dict):
        yield Seen(
            SERVERS_PATH,
            "The servers are no table by name, so clients load none",
            'write `{"mcpServers": {"ledger": {…}}}`',
        )
    for name, server in servers_of(view).items():
        line = view.line_of(SERVERS_PATH, name)
        if "url" in server and "type" not in server:
            message = f"The server `{name}` has an address and no type, so clients refuse it"
            address = f'"url": {json.dumps(server["url"])}'
            edit = once(view, SERVERS_PATH, address, f'"type": "http", {address}')
            yield Seen(SERVERS_PATH, message, 'add `"type": "http"`', line, edit=edit)
        elif server.get("type", "stdio") not in _TYPES:
            message = f"The server `{name}` has the type `{server['type']}`, which no client knows"
            yield Seen(SERVERS_PATH, message, f"use one of {', '.join(_TYPES)}", line)


def _placeholder(view: PackView) -> Iterator[Seen]:
    for name, server in servers_of(view).items():
        empty = [key for key in ("url", "command") if key in server and not str(server[key]).strip()]
        if empty or not {"url", "command"} & server.keys():
            message = f"The server `{name}` has no address and no command: it is a placeholder"
            fix = "fill it in, or describe the source in `connectors/` with a file to use until then"
            yield Seen(SERVERS_PATH, message, fix, view.line_of(SERVERS_PATH, name))


def _name(view: PackView) -> Iterator[Seen]:
    for name in servers_of(view):
        if not _NAME.fullmatch(name):
            message = f"The server's name `{name}` has characters that some clients refuse"
            fix = "use letters, digits, hyphens and underscores"
            yield Seen(SERVERS_PATH, message, fix, view.line_of(SERVERS_PATH, name))


def _plain_http(view: PackView) -> Iterator[Seen]:
    for name, server in servers_of(view).items():
        url = str(server.get("url") or "")
        if url.startswith("http://") and not re.match(r"http://(?:localhost|127\.|\[::1\])", url):
            message = f"The server `{name}` is reached without encryption"
            yield Seen(SERVERS_PATH, message, "use https", view.line_of(SERVERS_PATH, name))


def _literal_secret(view: PackView) -> Iterator[Seen]:
    """A value that every reader of the pack gets is no secret any more."""
    for name, server in servers_of(view).items():
        for table in ("headers", "env"):
            values = server.get(table)
            for key, value in values.items() if isinstance(values, dict) else ():
                if _SECRET_NAME.search(key) and not _PLACEHOLDER.search(str(value)):
                    message = f"The server `{name}` is given `{key}` as a value that stands in the file"
                    fix = (
                        f"write `${{{key.upper().replace('-', '_')}}}`, and withdraw the value if it was real"
                    )
                    yield Seen(SERVERS_PATH, message, fix, view.line_of(SERVERS_PATH, key))


RULES = (
    Rule("server/shape", "error", "`.mcp.json` has the shape that clients load.", _shape),
    Rule("server/literal-secret", "hold", "Secrets are named, never written down.", _literal_secret),
    Rule(
        "server/placeholder",
        "warning",
        "Every server can be reached or started.",
        _placeholder,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "server/name",
        "warning",
        "Servers have names that every client takes.",
        _name,
        by_hand=NAMED_ELSEWHERE,
    ),
    Rule("server/plain-http", "warning", "Servers are reached over https.", _plain_http, by_hand=ELSEWHERE),
)
