"""HTTPS in front of our server, under a name that only a test knows, by a CA that only it trusts."""

import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.processes import free_port
from tests.support.waiting import PATIENCE_SECONDS

HOST = "registry.test"
_DAY = dt.timedelta(days=1)
_HOP_HEADERS = {"connection", "transfer-encoding", "keep-alive"}


@dataclass(frozen=True)
class SecureAddress:
    """The address clients use, and the file with the CA they must trust."""

    url: str
    authority: Path


@contextmanager
def https_front(folder: Path) -> Iterator["Front"]:
    """Listen with TLS; what comes in is answered by the backend that is set later."""
    front = Front(folder, free_port())
    thread = threading.Thread(target=front.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield front
    finally:
        front.server.shutdown()
        front.server.server_close()
        thread.join()


class Front:
    """A TLS endpoint that passes requests on, and can tamper with what comes back."""

    def __init__(self, folder: Path, port: int) -> None:
        authority, certificate = make_certificates(folder, x509.DNSName(HOST))
        self.address = SecureAddress(f"https://{HOST}:{port}", authority)
        self.backend = ""
        self.replaced: dict[str, bytes] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def answer(
        self, path: str, headers: dict[str, str], sent: bytes | None = None
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """What the backend says, unless the test has put something else in its place."""
        if path in self.replaced:
            return 200, [], self.replaced[path]
        connection = HTTPConnection(urlsplit(self.backend).netloc, timeout=PATIENCE_SECONDS)
        try:
            method = "GET" if sent is None else "POST"
            connection.request(method, path, sent, {**headers, "X-Forwarded-Proto": "https"})
            response = connection.getresponse()
            kept = [item for item in response.getheaders() if item[0].lower() not in _HOP_HEADERS]
            return response.status, kept, response.read()
        finally:
            connection.close()


def _handler(front: Front) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, sent: bytes | None) -> None:
            wanted = {key: value for key, value in self.headers.items() if key.lower() != "connection"}
            status, headers, body = front.answer(self.path, wanted, sent)
            self.send_response(status)
            for key, value in headers:
                if key.lower() not in {"content-length", "date", "server"}:
                    self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Stay quiet: the test's own failure says enough."""

    return Handler


def make_certificates(folder: Path, host: x509.GeneralName) -> tuple[Path, Path]:
    """The file of a new authority, and that of a server's key with its certificate for ``host``."""
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's own CA")])
    authority = (
        _builder(authority_name, authority_name, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    server_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's server")])
    server = (
        _builder(server_name, authority_name, server_key)
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    authority_file, server_file = folder / "authority.pem", folder / "server.pem"
    authority_file.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    server_file.write_bytes(
        server_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + server.public_bytes(serialization.Encoding.PEM)
    )
    return authority_file, server_file


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
    )
