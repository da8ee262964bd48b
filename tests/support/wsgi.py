"""Calling a WSGI application the way a server does."""

import io
from typing import Any, NamedTuple
from wsgiref.validate import validator


class Response(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def call(application: Any, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Response:
    """Send a request through the validator of the WSGI specification (PEP 3333)."""
    path, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    seen: list[Any] = []

    def start_response(status: str, given: list[tuple[str, str]], _info: Any = None) -> Any:
        seen.extend((status, given))
        return lambda _data: None

    answer = validator(application)(environ, start_response)
    try:
        content = b"".join(answer)
    finally:
        answer.close()
    return Response(int(seen[0][:3]), {name.lower(): value for name, value in seen[1]}, content)
