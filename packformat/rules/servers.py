"""Rules about ``.mcp.json``: servers that a client would refuse, never reach, or be given a secret for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.paths import PLUGIN_MANIFEST_PATH, SERVERS_PATH
from packformat.rules.base import AUTHOR_KNOWS, ELSEWHERE, NAMED_ELSEWHERE, Rule, Seen
from packformat.rules.offers import once
from packformat.rules.plugin import named_values, plugin_of
from packformat.rules.shapes import NAMED_TEXTS, NUMBER, TABLE, TEXT, TEXTS, misshapen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.edits import Edit
    from packformat.rules.shapes import Shape
    from packformat.rules.view import PackView

_REMOTE = ("http", "streamable-http", "sse", "ws")
_TYPES = ("stdio", *_REMOTE)
_FIELDS: dict[bool, dict[str, Shape]] = {
    False: {"command": TEXT, "args": TEXTS, "env": NAMED_TEXTS, "timeout": NUMBER},
    True: {"url": TEXT, "headers": NAMED_TEXTS, "headersHelper": TEXT, "oauth": TABLE, "timeout": NUMBER},
}
"""Of what kind the fields of a server have to be that is started, and of one that is reached."""
_WHOLE_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.|\s*\Z")
_ASKED_FOR = re.compile(r"\$\{user_config\.([^}]*)\}")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_SECRET_NAME = re.compile(r"(?i)(?:^|[_-])(?:api[_-]?key|token|secret|password|authorization)(?:$|[_-])")
_PLACEHOLDER = re.compile(r"(?i)\$\{|<|your|example|xxx|\.\.\.|changeme|replace|placeholder|\A\W*\Z")


class Server(NamedTuple):
    """A server: the file that declares it, its name, and its fields, a table where a client reads them."""

    path: str
    name: str
    fields: Any


def servers_of(view: PackView) -> list[Server]:
    """The servers of ``.mcp.json``, and those that a plugin manifest names or holds."""
    return [
        Server(path, name, fields)
        for path, value in named_values(view, "mcpServers", SERVERS_PATH).items()
        for name, fields in _named(value.get("mcpServers", value)).items()
        if isinstance(fields, dict) or ("mcpServers" in value and not name.startswith(("_", "$")))
    ]


def _readable(view: PackView) -> list[Server]:
    return [server for server in servers_of(view) if isinstance(server.fields, dict)]


def _named(servers: object) -> dict[str, Any]:
    return servers if isinstance(servers, dict) else {}


def _shape(view: PackView) -> Iterator[Seen]:
    value = view.json(SERVERS_PATH)[0] if SERVERS_PATH in view.files else {}
    servers = value.get("mcpServers", value) if isinstance(value, dict) else value
    if servers is not None and not isinstance(servers, dict):
        yield Seen(
            SERVERS_PATH,
            "The servers are no table by name, so clients load none, or cannot tell them apart",
            'write `{"mcpServers": {"ledger": {…}}}`',
        )
    for server in servers_of(view):
        for said, fix in flaws_of(server.fields) if server.path != PLUGIN_MANIFEST_PATH else ():
            line = view.line_of(server.path, server.name)
            edit = _typed(view, server) if said == _NO_TYPE else None
            yield Seen(server.path, f"The server `{server.name}` {said}", fix, line, edit=edit)


_NO_TYPE = "has an address and no type, so clients refuse it"


def flaws_of(server: object) -> Iterator[tuple[str, str]]:
    """Everything for which a client drops a server, in words that follow on its name, and what to do."""
    if not isinstance(server, dict):
        yield "is no table, so clients drop it", 'write `{"command": "…"}`'
        return
    kind = str(server.get("type", "stdio"))
    if "url" in server and "type" not in server:
        yield _NO_TYPE, 'add `"type": "http"`'
        return
    if kind not in _TYPES:
        yield f"has the type `{kind}`, which no client knows", f"use one of {', '.join(_TYPES)}"
        return
    needed, other = ("url", "command") if kind in _REMOTE else ("command", "url")
    if needed not in server and other in server:
        yield f"is of the type `{kind}` and has no `{needed}`, so clients drop it", f"add `{needed}`"
    for key, said in misshapen(server, _FIELDS[kind in _REMOTE]):
        yield f"has a `{key}` that is not {said}, so clients drop it", f"write {said}"
    url = server.get("url")
    if kind in _REMOTE and isinstance(url, str) and "${" not in url and not _WHOLE_ADDRESS.match(url):
        yield f"has the address `{url}`, at which no client reaches anything", "write `https://…`"


def _typed(view: PackView, server: Server) -> Edit | None:
    address = f'"url": {json.dumps(server.fields["url"])}'
    return once(view, server.path, address, f'"type": "http", {address}')


def _user_config(view: PackView) -> Iterator[Seen]:
    """A value that nobody asks the user for: the server is dropped, or given the words as they stand."""
    asked = _named(plugin_of(view).get("userConfig"))
    for path, name, fields in _readable(view):
        for key in dict.fromkeys(_ASKED_FOR.findall(json.dumps(fields, ensure_ascii=False))):
            if key not in asked:
                message = f"The server `{name}` wants the user's value `{key}`, for which nobody is asked"
                fix = f"declare `{key}` in `userConfig` of `{PLUGIN_MANIFEST_PATH}`"
                yield Seen(path, message, fix, view.line_of(path, key))


def _placeholder(view: PackView) -> Iterator[Seen]:
    for path, name, server in _readable(view):
        empty = [key for key in ("url", "command") if key in server and not str(server[key]).strip()]
        if empty or not {"url", "command"} & server.keys():
            message = f"The server `{name}` has no address and no command: it is a placeholder"
            fix = "fill it in, or describe the source in `connectors/` with a file to use until then"
            yield Seen(path, message, fix, view.line_of(path, name))


def _name(view: PackView) -> Iterator[Seen]:
    for path, name, _ in _readable(view):
        if not _NAME.fullmatch(name):
            message = f"The server's name `{name}` has characters that some clients refuse"
            fix = "use letters, digits, hyphens and underscores"
            yield Seen(path, message, fix, view.line_of(path, name))


def _plain_http(view: PackView) -> Iterator[Seen]:
    for path, name, server in _readable(view):
        url = str(server.get("url") or "")
        if url.startswith("http://") and not re.match(r"http://(?:localhost|127\.|\[::1\])", url):
            message = f"The server `{name}` is reached without encryption"
            yield Seen(path, message, "use https", view.line_of(path, name))


def _literal_secret(view: PackView) -> Iterator[Seen]:
    """A value that every reader of the pack gets is no secret any more."""
    for path, name, server in _readable(view):
        for table in ("headers", "env"):
            values = server.get(table)
            for key, value in values.items() if isinstance(values, dict) else ():
                if _SECRET_NAME.search(key) and not _PLACEHOLDER.search(str(value)):
                    message = f"The server `{name}` is given `{key}` as a value that stands in the file"
                    fix = (
                        f"write `${{{key.upper().replace('-', '_')}}}`, and withdraw the value if it was real"
                    )
                    yield Seen(path, message, fix, view.line_of(path, key))


RULES = (
    Rule("server/shape", "error", "`.mcp.json` has the shape that clients load.", _shape),
    Rule(
        "server/user-config",
        "error",
        "A server wants only such values of the user's as they are asked for.",
        _user_config,
        by_hand=AUTHOR_KNOWS,
    ),
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
