"""Asking an MCP server for its tools, through the official SDK."""

from __future__ import annotations

import logging
import os
import re
from typing import NamedTuple

from installer_cli.errors import ERRORS
from installer_cli.fetch.authorities import tls_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SECONDS = 60
"""How long a server may take to start, which may mean being fetched first, and to answer."""
_NOT_LET_IN = (401, 403)
_REFUSED = ", so what its headers hold does not let you in"
_VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


class Tool(NamedTuple):
    """A tool that a server offers."""

    name: str
    description: str


def list_tools(connector: str, server: Mapping[str, Any], environment: Mapping[str, str]) -> list[Tool]:
    """Start or reach a server as a client would and ask for its tools; it is ended afterwards.

    Raises E_MCP_LIBRARY without the SDK, and E_CONNECTOR_SERVER when the server does not work.
    """
    try:
        import anyio
        import httpx2
        from mcp import Client, StdioServerParameters, stdio_client
        from mcp.client.sse import sse_client
        from mcp.client.streamable_http import streamable_http_client
    except ModuleNotFoundError as error:
        raise ERRORS.error("E_MCP_LIBRARY", library=error.name) from None

    refusals: list[int] = []
    logging.getLogger("mcp").addHandler(logging.NullHandler())  # what goes wrong is told once, by us

    async def ask() -> list[Tool]:
        with anyio.fail_after(SECONDS):
            if "url" not in server:
                parameters = StdioServerParameters(
                    command=server["command"],
                    args=server["args"],
                    env={**_basic(environment), **expanded(server.get("env", {}), environment)},
                )
                return await tools_over(stdio_client(parameters, errlog=quiet))
            headers = expanded(server.get("headers", {}), environment)
            if server["type"] == "sse":
                transport = sse_client(server["url"], headers, SECONDS, httpx_client_factory=http_client)
                return await tools_over(transport)
            async with http_client(headers) as http:
                return await tools_over(streamable_http_client(server["url"], http_client=http))

    def http_client(
        headers: dict[str, str] | None = None,
        timeout: httpx2.Timeout | None = None,
        auth: httpx2.Auth | None = None,
    ) -> httpx2.AsyncClient:
        hooks, within = {"response": [note_refusal]}, timeout or httpx2.Timeout(SECONDS)
        return httpx2.AsyncClient(
            headers=headers, timeout=within, auth=auth, verify=tls_context(), event_hooks=hooks
        )

    async def note_refusal(response: httpx2.Response) -> None:
        if response.is_error:
            refusals.append(response.status_code)

    async def tools_over(transport: Any) -> list[Tool]:
        async with Client(transport) as client:
            listed = await client.list_tools()
            return [Tool(tool.name, " ".join((tool.description or "").split())) for tool in listed.tools]

    with open(os.devnull, "w", encoding="utf-8") as quiet:
        try:
            return anyio.run(ask)
        except (Exception, ExceptionGroup) as error:  # noqa: BLE001 - whatever a stranger's server does is told
            reason = _without_values(_reason(error, refusals), server, environment)
    raise ERRORS.error("E_CONNECTOR_SERVER", connector=connector, reason=reason)


def expanded(values: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Values with `${NAME}` and `${NAME:-default}` filled in from the environment."""

    def fill(found: re.Match[str]) -> str:
        return environment.get(found[1]) or found[2] or ""

    return {name: _VARIABLE.sub(fill, value) for name, value in values.items()}


def _basic(environment: Mapping[str, str]) -> dict[str, str]:
    """What any program needs; no more of the user's environment, and so none of their secrets."""
    return {name: environment[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in environment}


def _without_values(reason: str, server: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    """The reason with the names of variables in place of what they hold, which may be secret."""
    given = {**server.get("env", {}), **server.get("headers", {})}
    names = {found[1] for value in given.values() for found in _VARIABLE.finditer(value)}
    for name in sorted(names, key=lambda name: -len(environment.get(name, ""))):
        for held in filter(None, {environment.get(name), environment.get(name, "").strip()}):
            reason = reason.replace(held, f"${{{name}}}").replace(repr(held)[1:-1], f"${{{name}}}")
    return reason


def _reason(error: BaseException, refusals: list[int]) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS} seconds"
    if isinstance(error, FileNotFoundError):
        return "the program that starts it is not installed"
    if refusals:
        status = refusals[-1]
        return f"it answered {status}{_REFUSED if status in _NOT_LET_IN else ''}"
    return str(error) or type(error).__name__
