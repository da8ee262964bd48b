"""``ctxpack connect``: see what a pack's connectors need, and try them."""

from __future__ import annotations

import os

from installer_cli.arguments import Command, Option, Positional
from installer_cli.console import counted
from installer_cli.errors import ERRORS, os_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.connectors.find import Connector
    from installer_cli.console import Console

COMMAND = Command(
    "connect",
    "Show what a pack's connectors need; with `--check`, start each server or read its file, and try it.",
    positional=Positional(
        "PACK", "an installed pack or a pack's folder, or `PACK:connector`", minimum=1, maximum=1
    ),
    options=(
        Option("--check", "start the server and list its tools, and hold the records against their schema"),
        Option(
            "--file",
            "hold this file of your own against the schema, instead of the pack's sample",
            metavar="FILE",
        ),
    ),
    epilog="Secrets are read from the environment and stored nowhere. In the "
    "environment that ctxpack is in, servers need `pip install 'mcp>=2.3'`, and Excel files "
    "`pip install defusedxml openpyxl`.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a paragraph a connector; end with an error when any does not work."""
    from installer_cli.connectors.find import find_connectors
    from installer_cli.project import Project

    connectors = find_connectors(Project.find(arguments.value("project")), arguments.words[0])
    check = arguments.flag("check") or arguments.value("file") is not None
    rows = [_look(console, connector, arguments, check=check) for connector in connectors]
    document = {"command": "connect", "connectors": rows}
    broken = [row["name"] for row in rows if row["problems"]]
    if check and broken:
        error = ERRORS.error("E_CONNECTOR_BROKEN", connectors=", ".join(broken))
        console.fail(error, document)
        return error.exit_code
    console.result(document)
    return 0


def _look(console: Console, connector: Connector, arguments: Arguments, *, check: bool) -> dict[str, Any]:
    server = connector.server
    way = server.get("url") or " ".join([server["command"], *server["args"]]) if server else "a file"
    console.data(f"{console.paint(connector.name, 'bold')}: {connector.value['description']}")
    console.data(f"  from {way}")
    missing = connector.missing(os.environ)
    for variable in connector.variables():
        absent = "missing" if variable.name in missing else "not set"
        state = "set" if os.environ.get(variable.name) else absent
        console.data(f"  {variable.name}: {state}{' (secret)' if variable.secret else ''}")
    problems = [f"`{name}` is not set" for name in missing]
    row = {
        "name": connector.name,
        "from": way,
        "missing": missing,
        "tools": [],
        "records": None,
        "problems": problems,
    }
    if check:
        if server and not missing:
            row["tools"] = _try_server(console, connector, server, problems)
        if connector.fallback:
            row["records"] = _try_file(console, connector, arguments.value("file"), problems)
    for problem in problems if check else ():
        console.data(f"  {console.paint('problem', 'red')}: {problem}")
    return row


def _try_server(
    console: Console, connector: Connector, server: dict[str, Any], problems: list[str]
) -> list[dict[str, str]]:
    from installer_cli.connectors.server import list_tools
    from packformat.errors import NetworkError

    try:
        tools = list_tools(connector.name, server, os.environ)
    except NetworkError as error:
        problems.append(error.message)
        return []
    console.data(f"  {counted(len(tools), 'tool')}")
    for tool in tools:
        console.data(f"    {tool.name}: {tool.description}")
    return [tool._asdict() for tool in tools]


def _try_file(console: Console, connector: Connector, own: str | None, problems: list[str]) -> int:
    from installer_cli.connectors.records import find_problems, read_records

    fallback = connector.fallback
    path = own or f"{connector.folder}/{fallback['sample']}"
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise os_error(error, path) from None
    schema = connector.value.get("records", {})
    records = read_records(path, fallback["format"], data, schema)
    found = find_problems(records, schema)
    problems += [f"record {item.record}, {item.field or 'whole'}: {item.reason}" for item in found]
    verdict = "" if found else ", all as they should be"
    console.data(f"  {counted(len(records), 'record')} in {os.path.basename(path)}{verdict}")
    return len(records)
