"""A pack's MCP servers in the words of other agents, or why an agent cannot have one.

A pack names its servers as Claude Code does: ``command``, ``args`` and ``env``, or ``type``, ``url`` and
``headers``, with ``${NAME}`` and ``${NAME:-default}`` for variables of the environment. Each agent writes the
same in its own way; what it has no way to say is told, and the server stays out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from packformat.placement import SKILLS
from packformat.tomltext import toml_key, toml_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Server = Mapping[str, Any]

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_.]*)(?::-([^}]*))?\}")
_ROOT = "CLAUDE_PLUGIN_ROOT"
_FOLDER = "${workspaceFolder}/"
_BEARER = re.compile(r"Bearer \$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_PLAIN = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_EDITORS = re.compile(r"\$\{[^}]*\}?")
_SIGNS = {"copilot": _EDITORS, "cursor": _EDITORS, "gemini": re.compile(r"\$(?:\{[^}]*\}?|[A-Za-z_]\w*)")}
"""What agents replace. Codex leaves all as it is."""
_STDIO, _HTTP, _SSE = "stdio", "http", "sse"


class UnsayableError(Exception):
    """Why an agent cannot have a server, for people."""


def written(form: str, name: str, server: Server, pack: str) -> str:
    """The text of a server in an agent's file: a JSON value, or a section of TOML for Codex.

    What lies in the pack's own folder is named by its path in the project. Raises UnsayableError.
    """
    known = _known(server)
    _check_signs(form, known)
    folder = f"{SKILLS}/{pack}"
    if form == "codex":
        return _section(name, _codex(_rooted(known, folder)))
    if form == "gemini":
        return json.dumps(_gemini(_rooted(known, folder)), indent=2)
    told = _with_variables(_rooted(known, _FOLDER + folder))
    if form == "cursor":
        del told["type"]  # it asks a remote server which transport it speaks
    return json.dumps(told, indent=2)


def _known(server: Server) -> dict[str, Any]:
    """The fields that all agents have a word for; raises UnsayableError for others, which might matter."""
    kind = server.get("type", _STDIO if "command" in server else _HTTP)
    kind = _HTTP if kind == "streamable-http" else kind
    fields = {"command", "args", "env"} if kind == _STDIO else {"url", "headers"}
    odd = sorted(server.keys() - fields - {"type"})
    if kind not in (_STDIO, _HTTP, _SSE) or odd:
        raise UnsayableError(f"it has no word for {f'`{odd[0]}`' if odd else f'servers of type `{kind}`'}")
    known = {"type": kind, **{key: server[key] for key in server if key in fields}}
    if not _is_shaped(known):
        raise UnsayableError("its fields are not what they should be")
    for name in _variables(known):
        if "." in name or (name.startswith("CLAUDE_") and name != _ROOT):
            raise UnsayableError(f"only Claude Code knows `${{{name}}}`")
    return known


def _check_signs(form: str, server: Server) -> None:
    """Raise UnsayableError for a sign of the agent's own, which Claude Code leaves as it is.

    ``${env:KEY}`` would hand a server a variable of which the pack's powers, read as Claude Code does, say
    nothing. One may also come of a default that takes its variable's place.
    """

    def look(text: str) -> str:
        rest = _VARIABLE.sub(lambda found: "\0" if found[2] is None else found[2], text)
        if form in _SIGNS and (sign := _SIGNS[form].search(rest)):
            raise UnsayableError(f"it would replace `{sign[0]}`, which Claude Code leaves as it is")
        return text

    _mapped(server, look)


def _is_shaped(server: Server) -> bool:
    main = server.get("command", server.get("url"))
    words = server.get("args", [])
    tables = (server.get("env", {}), server.get("headers", {}))
    return (
        isinstance(main, str)
        and isinstance(words, list)
        and all(isinstance(table, dict) for table in tables)
        and all(isinstance(item, str) for item in (*words, *tables[0].values(), *tables[1].values()))
    )


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The value with every text in it changed."""
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    return change(value)


def _variables(value: Any) -> list[str]:
    """The names of the variables in every text."""
    found: list[str] = []

    def note(text: str) -> str:
        found.extend(match[1] for match in _VARIABLE.finditer(text))
        return text

    _mapped(value, note)
    return found


def _rooted(server: Server, folder: str) -> dict[str, Any]:
    rooted: dict[str, Any] = _mapped(server, lambda text: text.replace(f"${{{_ROOT}}}", folder))
    return rooted


def _with_variables(server: Server) -> dict[str, Any]:
    """Variables as ``${env:NAME}``, which has no defaults: a default takes the variable's place."""

    def say(found: re.Match[str]) -> str:
        if f"${{{found[1]}}}/" == _FOLDER:
            return found[0]
        return f"${{env:{found[1]}}}" if found[2] is None else found[2]

    told: dict[str, Any] = _mapped(server, lambda text: _VARIABLE.sub(say, text))
    return told


def _gemini(server: Server) -> dict[str, Any]:
    """Gemini knows both forms of a variable, and calls the two kinds of address by two names."""
    told = dict(server)
    if told.pop("type") == _HTTP:
        told = {"httpUrl" if key == "url" else key: value for key, value in told.items()}
    return told


def _codex(server: Server) -> dict[str, Any]:
    """Codex replaces no variables: it passes those that it is told the names of."""
    if server["type"] == _SSE:
        raise UnsayableError("it cannot talk to servers of type `sse`")
    plain = {key: server[key] for key in ("command", "args", "url") if key in server}
    for name in _variables(plain):
        raise UnsayableError(f"it puts no variables into commands and addresses, as `${{{name}}}` wants")
    return {**plain, **_codex_environment(server.get("env", {})), **_codex_headers(server.get("headers", {}))}


def _codex_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    passed, fixed = [], {}
    for name, value in environment.items():
        found = _VARIABLE.fullmatch(value)
        if found and found[2] is None and found[1] == name:
            passed.append(name)
        elif _VARIABLE.search(value) and not (found and found[2] is not None):
            raise UnsayableError(f"it passes variables under their own names only, and `{name}` is another")
        else:
            fixed[name] = found[2] if found else value
    return {**({"env_vars": passed} if passed else {}), **({"env": fixed} if fixed else {})}


def _codex_headers(headers: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in headers.items():
        bearer, plain = _BEARER.fullmatch(value), _PLAIN.fullmatch(value)
        if bearer and name.lower() == "authorization":
            told["bearer_token_env_var"] = bearer[1]
        elif plain:
            told.setdefault("env_http_headers", {})[name] = plain[1]
        elif _VARIABLE.search(value):
            raise UnsayableError(f"it sends a variable as a whole header only, and `{name}` holds more")
        else:
            told.setdefault("http_headers", {})[name] = value
    return told


def _section(name: str, server: Mapping[str, Any]) -> str:
    lines = [f"{key} = {toml_value(value)}" for key, value in server.items()]
    return "\n".join([f"[mcp_servers.{toml_key(name)}]", *lines, ""])
