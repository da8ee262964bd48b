"""The tools as an MCP server on stdin and stdout, through the official SDK."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from installer_cli import __version__
from installer_cli.tools.answers import described, found, installed, passages
from installer_cli.tools.asker import Asker
from installer_cli.tools.marks import NOTE, failure
from packformat.errors import CtxpackError
from packformat.names import PackName

_INSTRUCTIONS = (
    "ctxpack is a registry of packs: skills, memories, loops, evals and connectors that make an agent good "
    "at a job. These tools search it, say what a pack is and may do, and what is installed in this project. "
    f"They change nothing: to install, a person runs `ctxpack install NAME` and reads its plan. {NOTE}"
)
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=True)
_WITHOUT_PAGE = ("E_READ_ONLY_REGISTRY", "E_OFFLINE")
"""Why there is no page where there is an index: a registry of files alone, a run without a network."""

Words = Annotated[str, Field(description="what the pack should do, in a few words; all of them must occur")]
Name = Annotated[str, Field(description="the name of a pack, as a search gives it")]
OneVersion = Annotated[str, Field(description="a version such as 1.2.0; empty for the newest")]

Installed = Annotated[str, Field(description="the name of a pack that is installed in this project")]
Passage = Annotated[str, Field(description="what the passage should be about")]


class Tools:
    """What an agent can call; the docstring of each is what it is told of it."""

    def __init__(self, ask: Asker):
        self._ask = ask

    def search_packs(self, words: Words) -> CallToolResult:
        """Search the registry for packs that make an agent good at a job; best first, twenty at most."""
        document = self._ask("search", words)
        return _answer(found(document)) if document["ok"] else _refusal(document)

    def describe_pack(self, name: Name, version: OneVersion = "") -> CallToolResult:
        """Say what a pack is before anybody installs it.

        What it does and is not for, what it may do on the machine, what it costs in tokens, what it requires,
        what the registry's checks found, and advisories against it.
        """
        word = f"{name}@{version}" if version else name
        document = self._ask("info", word, option="--page")
        if not document["ok"] and document["error"]["code"] in _WITHOUT_PAGE:
            document = self._ask("info", word)
        return _answer(described(document)) if document["ok"] else _refusal(document)

    def list_installed(self) -> CallToolResult:
        """List the packs that are installed in this project, and which of them are outdated or unsafe."""
        listed = self._ask("list")
        return _answer(installed(listed, self._ask("outdated"))) if listed["ok"] else _refusal(listed)

    def search_in_pack(self, name: Installed, words: Passage) -> CallToolResult:
        """Find passages in the files of an installed pack and its memories, with file, heading and line."""
        try:
            document = self._ask("search-in", PackName.parse(name), words)
        except CtxpackError as error:
            document = {"ok": False, "error": error.as_dict()}
        return _answer(passages(document)) if document["ok"] else _refusal(document)


def serve(ask: Asker) -> None:
    """Answer the agent that started this program, until it closes our stdin."""
    server = MCPServer("ctxpack", version=__version__, instructions=_INSTRUCTIONS, log_level="ERROR")
    tools = Tools(ask)
    for tool in (tools.search_packs, tools.describe_pack, tools.list_installed, tools.search_in_pack):
        server.add_tool(tool, annotations=_READS, structured_output=False)
    server.run()


def _answer(document: Mapping[str, Any], *, is_error: bool = False) -> CallToolResult:
    text = json.dumps({"note": NOTE, **document}, ensure_ascii=False, indent=1)
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=is_error)


def _refusal(document: Mapping[str, Any]) -> CallToolResult:
    return _answer(failure(document), is_error=True)
