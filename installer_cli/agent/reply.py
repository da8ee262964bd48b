"""What an agent's program printed, read as an answer: Claude Code's JSON in any of its forms, or text."""

from __future__ import annotations

import json

from packformat.evals.values import MOST_USD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


_LARGEST = 1e9
"""Of any count that is believed."""
_TOKENS = ("inputTokens", "outputTokens", "cacheReadInputTokens", "cacheCreationInputTokens")
"""What the client counts for each model; what it read from a cache is not in its input."""


class Reply:
    """How one run of an agent ended.

    ``usd`` is what the whole session has cost so far where the program says so (Claude Code's figure grows
    over resumes), else 0; so are ``tokens``, all that models read and wrote. ``models`` names those that
    answered, where the program says so. ``failure`` is why it cannot count as an answer, or nothing.
    ``seconds`` is set by whoever ran the program.
    """

    __slots__ = ("failure", "models", "seconds", "session", "text", "tokens", "tools", "turns", "usd")

    def __init__(
        self,
        text: str,
        *,
        usd: float = 0.0,
        tokens: int = 0,
        turns: int = 1,
        session: str = "",
        tools: Iterable[str] = (),
        models: Iterable[str] = (),
        failure: str = "",
    ):
        self.text = text
        self.usd = usd
        self.tokens = tokens
        self.turns = turns
        self.session = session
        self.tools = tuple(tools)
        self.models = tuple(models)
        self.failure = failure
        self.seconds = 0.0


def read_reply(output: str, *, is_claude: bool) -> Reply:
    """Read what was printed: Claude Code's JSON, or else the answer itself.

    What Claude Code itself prints beside its JSON is passed over. Any other program prints that JSON and
    nothing else: a model that quotes a line of it has said that line, and not what stands in it.
    """
    events = _events(output, is_claude=is_claude)
    result = next((event for event in reversed(events) if event.get("type") == "result"), None)
    if result is None:
        return Reply(output.strip())
    return Reply(
        _text(result.get("result")),
        usd=_number(result.get("total_cost_usd"), MOST_USD),
        tokens=_tokens(result),
        turns=int(_number(result.get("num_turns")) or 1),
        session=_text(result.get("session_id")),
        tools=[name for event in events for name in _tools(event)],
        models=_models(result),
        failure=_failure(result),
    )


def _events(output: str, *, is_claude: bool) -> list[Mapping[str, Any]]:
    if whole := _objects(output):
        return whole
    # JSON leaves signs such as U+2028 in its texts, which are ends of lines to Python.
    lines = [_objects(line) for line in output.split("\n") if line.strip()]
    return [event for found in lines for event in found] if is_claude or all(lines) else []


def _objects(text: str) -> list[Mapping[str, Any]]:
    """The objects that a text of JSON is, or lists; none of what is something else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _tools(event: Mapping[str, Any]) -> Iterable[str]:
    message = event.get("message") if event.get("type") == "assistant" else None
    content = message.get("content") if isinstance(message, dict) else None
    for block in content if isinstance(content, list) else ():
        if isinstance(block, dict) and block.get("type") == "tool_use":
            yield _text(block.get("name"))


def _models(result: Mapping[str, Any]) -> Iterable[str]:
    """The models that the client accounts for."""
    used = result.get("modelUsage")
    return sorted(map(_text, used)) if isinstance(used, dict) else ()


def _tokens(result: Mapping[str, Any]) -> int:
    """The tokens of all models, those of agents beside the main one too."""
    used = result.get("modelUsage")
    counts = [count for count in used.values() if isinstance(count, dict)] if isinstance(used, dict) else ()
    return int(sum(_number(count.get(key)) for count in counts for key in _TOKENS))


def _failure(result: Mapping[str, Any]) -> str:
    """Why the client itself says that it did not come to an end; its subtype says `success` for much else."""
    reason = _text(result.get("terminal_reason") or result.get("subtype"))
    return reason if result.get("is_error") or str(result.get("subtype", "")).startswith("error") else ""


def _text(value: object) -> str:
    """A value as text that can be written down: half of a surrogate pair, which JSON lets through, cannot."""
    return str(value or "").encode("utf-8", "replace").decode("utf-8")


def _number(value: object, most: float = _LARGEST) -> float:
    """A figure; 0 for what is none, less than nothing, or more than ``most``."""
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= most else 0.0
