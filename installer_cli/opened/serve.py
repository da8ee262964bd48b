"""Serving pages on this machine alone, to whoever knows the address, and to nobody that another page sends.

The address holds a word that cannot be guessed: whatever else runs on this machine could ask, too.
"""

from __future__ import annotations

import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote

from installer_cli.opened.pages import NAME_ERRORS, STYLE, Pages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.opened.pack import OpenPack

LOOPBACK = "127.0.0.1"
_LONGEST_QUERY = 200
_IDLE_SECONDS = 10
"""How long a connection may be open without a request: browsers open some in advance."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class PackServer(ThreadingHTTPServer):
    """A server of one pack's pages; raises OSError where the port cannot be had."""

    def __init__(self, pack: OpenPack, port: int):
        super().__init__((LOOPBACK, port), _Handler)
        self.top = f"/{secrets.token_urlsafe(16)}/"
        self.hosts = (f"{LOOPBACK}:{self.server_port}", f"localhost:{self.server_port}")
        self.pages = Pages(pack, self.top)

    @property
    def address(self) -> str:
        """Where a browser finds the first page."""
        return f"http://{self.hosts[0]}{self.top}"

    def server_bind(self) -> None:
        """Take the port; nobody is asked for this machine's name, as the library would."""
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that broke: who had opened it has gone."""


class _Handler(BaseHTTPRequestHandler):
    server: PackServer
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        """Answer with a page."""
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            self.send_error(403, "Asked under another name")
            return
        path, _, query = self.path.partition("?")
        top = self.server.top
        if not secrets.compare_digest(path[: len(top)].encode(), top.encode()):
            self.send_error(404)
            return
        self._answer(unquote(path[len(top) :], errors=NAME_ERRORS), query)

    def do_HEAD(self) -> None:
        """Answer with a page's head; any other method is refused by the library."""
        self.do_GET()

    def _answer(self, place: str, query: str) -> None:
        is_style = place == "style.css"
        asked = parse_qs(query).get("q", [""])[0][:_LONGEST_QUERY]
        page = STYLE if is_style else self.server.pages.page(place, asked)
        if page is None:
            self.send_error(404)
            return
        body = page.encode("utf-8", "replace")
        self.send_response(200)
        self.send_header("Content-Type", f"text/{'css' if is_style else 'html'}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """End the head of every answer, of errors too, with what keeps a browser from doing more."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """No more than whose answer it is."""
        return "ctxpack"

    def log_message(self, *_: object) -> None:
        """Keep the terminal as it is."""
