"""A real MCP server with one tool and a resource, for connectors to be tried against; started by tests."""

import os

from mcp.server import MCPServer

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


if __name__ == "__main__":
    server.run()
