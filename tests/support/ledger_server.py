"""A real MCP server with two tools, for connectors to be tried against; started by tests.

With `LEDGER_PORT` it is a remote one, over TLS where `LEDGER_CERTIFICATE` names its key and certificate. It
speaks both transports, at `/mcp` and `/sse`, and answers only to whoever sends the token.
"""

import os
from typing import Any

import uvicorn
from mcp.server import MCPServer

TOKEN = "secret-of-a-test"

server = MCPServer("ledger")


@server.tool()
def balance(account: str) -> str:
    """The balance of an account.

    As of the last close.
    """
    return f"12.00 of {account} in {os.environ.get('LEDGER_REGION', '')}"


@server.tool(name=os.environ.get("LEDGER_REGION", "no_region"), description="")
def region() -> str:
    return ""


async def guarded(scope: Any, receive: Any, send: Any) -> None:
    """The server behind a check of the token, as a bookkeeping service has it."""
    if scope["type"] == "http" and (b"authorization", f"Bearer {TOKEN}".encode()) not in scope["headers"]:
        await send({"type": "http.response.start", "status": 401, "headers": []})
        await send({"type": "http.response.body", "body": b""})
    else:
        await APP(scope, receive, send)


if __name__ == "__main__" and "LEDGER_PORT" in os.environ:
    APP = server.streamable_http_app()
    APP.router.routes.extend(server.sse_app().routes)
    uvicorn.run(
        guarded,
        host="127.0.0.1",
        port=int(os.environ["LEDGER_PORT"]),
        ssl_certfile=os.environ.get("LEDGER_CERTIFICATE"),
        log_level="error",
    )
elif __name__ == "__main__":
    server.run()
