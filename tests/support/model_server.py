"""A model that plays a script: enough of the Messages API for the real client to run whole sessions.

No account and no model is needed. Every request is kept, so a test can ask where a text reached the model.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Say:
    """A turn in which the model only says something."""

    text: str

    def block(self, _number: int) -> dict[str, Any]:
        """The content block, empty as it starts."""
        return {"type": "text", "text": ""}

    def delta(self) -> dict[str, Any]:
        """What fills it."""
        return {"type": "text_delta", "text": self.text}

    stop_reason = "end_turn"


@dataclass(frozen=True)
class Use:
    """A turn in which the model uses a tool."""

    tool: str
    input: dict[str, Any] = field(default_factory=dict)

    def block(self, number: int) -> dict[str, Any]:
        """The content block, empty as it starts."""
        return {"type": "tool_use", "id": f"toolu_{number:04}", "name": self.tool, "input": {}}

    def delta(self) -> dict[str, Any]:
        """What fills it."""
        return {"type": "input_json_delta", "partial_json": json.dumps(self.input)}

    stop_reason = "tool_use"


class ScriptedModel:
    """Plays its turns in order, and after the last one says that it is done.

    With `choose`, what is asked decides instead, so that sessions may run side by side.
    """

    def __init__(
        self, turns: Sequence[Say | Use], choose: Callable[[dict[str, Any]], Say | Use] | None = None
    ) -> None:
        self._turns = list(turns)
        self._choose = choose
        self.requests: list[dict[str, Any]] = []
        self.url = ""

    def reached_by(self, text: str) -> bool:
        """Whether `text` stood anywhere in what the client sent."""
        return any(text in json.dumps(request, ensure_ascii=False) for request in self.requests)

    def answer(self, request: dict[str, Any]) -> bytes:
        """Keep a request and return the next turn as a stream of events."""
        number = len(self.requests)
        self.requests.append(request)
        turn = self._turns[number] if number < len(self._turns) else Say("Done.")
        if self._choose:
            turn = self._choose(request)
        return b"".join(_event(kind, data) for kind, data in _events(turn, number, request["model"]))


@contextmanager
def scripted_model(
    *turns: Say | Use, choose: Callable[[dict[str, Any]], Say | Use] | None = None
) -> Iterator[ScriptedModel]:
    """Serve a scripted model on loopback until the block ends."""
    model = ScriptedModel(turns, choose)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    model.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(model: ScriptedModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = model.answer(request)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Stay quiet: what was asked is kept."""

    return Handler


def _events(turn: Say | Use, number: int, model: str) -> Iterator[tuple[str, dict[str, Any]]]:
    usage = {"input_tokens": 10, "output_tokens": 10}
    message = {
        "id": f"msg_{number:04}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": usage,
    }
    yield "message_start", {"message": message}
    yield "content_block_start", {"index": 0, "content_block": turn.block(number)}
    yield "content_block_delta", {"index": 0, "delta": turn.delta()}
    yield "content_block_stop", {"index": 0}
    yield "message_delta", {"delta": {"stop_reason": turn.stop_reason, "stop_sequence": None}, "usage": usage}
    yield "message_stop", {}


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n".encode()
