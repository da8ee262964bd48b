"""Asking an MCP server for its tools, through the official SDK."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SECONDS = 60
"""How long a server may take to start, which may mean being fetched first, and to answer."""
_VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


class Tool(NamedTuple):
    """A tool that a server offers."""

    name: str
    description: str


def list_tools(connector: str, server: Mapping[str, Any], environment: Mapping[str, str]) -> list[Tool]:
    """Start or reach a server as a client would and ask for its tools; it is ended afterwards.

    Raises E_CONNECTOR_LIBRARY without the SDK, and E_CONNECTOR_SERVER when the server does not answer.
    """
    try:
        import anyio
        from mcp import Client, StdioServerParameters, stdio_client
        from mcp.client.streamable_http import streamable_http_client
    except ModuleNotFoundError as error:
        raise ERRORS.error("E_CONNECTOR_LIBRARY", library=error.name) from None

    async def ask() -> list[Tool]:
        if "url" in server:
            transport: Any = streamable_http_client(server["url"])
        else:
            parameters = StdioServerParameters(
                command=server["command"],
                args=server["args"],
                env={**_basic(environment), **expanded(server.get("env", {}), environment)},
            )
            transport = stdio_client(parameters, errlog=quiet)
        with anyio.fail_after(SECONDS):
            async with Client(transport) as client:
                listed = await client.list_tools()
                return [Tool(tool.name, " ".join((tool.description or "").split())) for tool in listed.tools]

    with open(os.devnull, "w", encoding="utf-8") as quiet:
        try:
            return anyio.run(ask)
        except (Exception, ExceptionGroup) as error:  # noqa: BLE001 - whatever a stranger's server does is told
            reason = _reason(error)
    raise ERRORS.error("E_CONNECTOR_SERVER", connector=connector, reason=reason)


def expanded(values: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Values with `${NAME}` and `${NAME:-default}` filled in from the environment."""

    def fill(found: re.Match[str]) -> str:
        return environment.get(found[1]) or found[2] or ""

    return {name: _VARIABLE.sub(fill, value) for name, value in values.items()}


def _basic(environment: Mapping[str, str]) -> dict[str, str]:
    """What any program needs; no more of the user's environment, and so none of their secrets."""
    return {name: environment[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in environment}


def _reason(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS} seconds"
    if isinstance(error, FileNotFoundError):
        return "the program that starts it is not installed"
    return str(error) or type(error).__name__
