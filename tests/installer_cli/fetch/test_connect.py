"""Proxies and certificates: real TLS, a real tunnel, and a certificate authority that only the test knows."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from installer_cli.fetch.address import Address
from installer_cli.fetch.connect import proxy_for
from installer_cli.fetch.http import HttpFetcher
from installer_cli.fetch.message import Request
from packformat.errors import CtxpackError
from tests.support.tls import HOST, Front, https_front
from tests.support.waiting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Tunnel:
    """A proxy that leads every tunnel to one port, or answers as it is told."""

    def __init__(self, port: int, answer: bytes = ESTABLISHED) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._target = port
        self._answer = answer
        self._thread = threading.Thread(target=self._run)
        self.port = self._socket.getsockname()[1]
        self.asked = b""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=PATIENCE_SECONDS)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        with suppress(OSError):
            connection, _ = self._socket.accept()
            with connection:
                while not self.asked.endswith(b"\r\n\r\n"):
                    self.asked += connection.recv(1)
                connection.sendall(self._answer)
                if self._answer == ESTABLISHED:
                    self._lead(connection)

    def _lead(self, near: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self._target)) as far:
            back = threading.Thread(target=pump, args=(far, near))
            back.start()
            pump(near, far)
            back.join(timeout=PATIENCE_SECONDS)


def pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with https_front(tmp_path_factory.mktemp("tls")) as front:
        front.replaced["/base/x"] = b"hello"
        yield front


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("CTXPACK_CA_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


def port_of(front: Front) -> int:
    return Address.parse(front.address.url).port


def fetch(url: str) -> bytes:
    with closing(HttpFetcher(Address.parse(url + "/base"), 5)) as fetcher:
        return fetcher.send(Request("/x", "the thing")).body


def refused(url: str) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        fetch(url)
    return caught.value


@pytest.mark.parametrize("variable", ["CTXPACK_CA_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_a_company_s_own_authority_is_trusted_when_a_variable_names_it(
    front: Front, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(front.address.authority))
    with Tunnel(port_of(front)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        assert fetch(front.address.url) == b"hello"
    assert proxy.asked.startswith(f"CONNECT {HOST}:{port_of(front)} HTTP/1.1\r\nHost: {HOST}:".encode())


def test_an_authority_that_nobody_named_is_not_trusted(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    with Tunnel(port_of(front)) as proxy:
        monkeypatch.setenv("https_proxy", f"127.0.0.1:{proxy.port}")
        error = refused(front.address.url)
    assert error.code == "E_CERTIFICATE"
    assert "SSL_CERT_FILE" in error.hint


def test_a_certificate_of_another_host_is_refused(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(front.address.authority))
    error = refused(f"https://127.0.0.1:{port_of(front)}")
    assert error.code == "E_CERTIFICATE"
    assert "IP address mismatch" in error.message


def test_a_file_of_authorities_that_is_not_one_is_told(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    error = refused(f"https://127.0.0.1:{port_of(front)}")
    assert (error.code, "missing.pem` is no file of certificates" in error.message) == ("E_CERTIFICATE", True)


def test_a_proxy_is_told_the_name_and_password_that_its_address_has(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(front.address.authority))
    with Tunnel(port_of(front)) as proxy:
        monkeypatch.setenv("https_proxy", f"http://ada:p%40ss@127.0.0.1:{proxy.port}")
        assert fetch(front.address.url) == b"hello"
    assert b"\r\nProxy-Authorization: Basic YWRhOnBAc3M=\r\n" in proxy.asked


@pytest.mark.parametrize(
    ("variable", "address", "reason"),
    [
        ("https_proxy", "http://ada:p%zz@proxy.test:1", "two hexadecimal digits"),
        ("https_proxy", "http://ada:p%4@proxy.test:1", "two hexadecimal digits"),
        ("all_proxy", "socks5://proxy.test:1080", "`socks5`"),
        ("HTTPS_PROXY", "https://ada:secret@proxy.test:1", "`https`"),
        ("all_proxy", "http://ada:secret@proxy.test:99999", "is not a port"),
        ("all_proxy", "ada:secret@", "no host"),
    ],
)
def test_a_proxy_whose_address_cannot_be_used_is_told_by_its_variable_and_without_its_password(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str, reason: str
) -> None:
    monkeypatch.setenv(variable, address)
    with pytest.raises(CtxpackError) as caught:
        HttpFetcher(Address.parse("https://packs.test"), 5)
    error = caught.value
    assert (error.code, error.exit_code, reason in error.message) == ("E_PROXY_ADDRESS", 2, True)
    assert variable.upper() in error.message
    assert "secret" not in f"{error.message}{error.data}"


def test_a_proxy_that_refuses_is_told_with_its_answer(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with Tunnel(port_of(front), answer) as proxy:
        monkeypatch.setenv("https_proxy", f"http://ada:secret@127.0.0.1:{proxy.port}")
        error = refused(front.address.url)
    assert error.code == "E_PROXY"
    assert (
        f"the proxy http://127.0.0.1:{proxy.port} does not let us through: it answered 407" in error.message
    )
    assert "secret" not in error.message


def test_a_proxy_that_is_none_is_told(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    with Tunnel(port_of(front), b"SSH-2.0-OpenSSH_9\r\n\r\n") as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        assert "does not let us through: it does not speak HTTP/1.1" in refused(front.address.url).message


def test_a_proxy_whose_answer_has_no_end_is_told(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    with Tunnel(port_of(front), b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        assert "does not let us through: its answer has no end" in refused(front.address.url).message


@pytest.mark.parametrize(
    ("exceptions", "excepted"),
    [
        ("", False),
        ("example.org", True),
        (".example.org", True),
        ("ample.org", False),
        ("other.org, packs.example.org", True),
        ("*", True),
    ],
)
def test_hosts_that_are_excepted_need_no_proxy(
    monkeypatch: pytest.MonkeyPatch,
    exceptions: str,
    excepted: bool,  # noqa: FBT001 - what is expected of the row
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert (proxy_for(Address.parse("https://packs.example.org")) is None) == excepted


@pytest.mark.parametrize(
    ("exceptions", "url", "excepted"),
    [
        ("Packs.Example.ORG", "https://packs.example.org", True),
        ("a.test b.test packs.example.org", "https://packs.example.org", True),
        ("packs.example.org:443", "https://packs.example.org", True),
        (".example.org:8443", "https://packs.example.org:8443", True),
        ("packs.example.org:8443", "https://packs.example.org", False),
        ("10.0.0.0/8", "http://10.1.2.3:8000", True),
        ("10.0.0.0/8", "http://11.1.2.3:8000", False),
        ("10.0.0.0/8, no/network", "http://packs.example.org", False),
        ("fd00::/8", "http://[fd00::1]:8000", True),
        ("[::1]", "http://[::1]:8000", True),
        ("::1", "http://[::1]:8000", True),
    ],
)
def test_hosts_are_excepted_in_each_way_that_curl_or_pip_knows(
    monkeypatch: pytest.MonkeyPatch,
    exceptions: str,
    url: str,
    excepted: bool,  # noqa: FBT001 - what is expected of the row
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert (proxy_for(Address.parse(url)) is None) == excepted


def test_a_tunnel_is_asked_for_with_an_address_of_many_colons_in_brackets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Tunnel(0, b"HTTP/1.1 403 No\r\n\r\n") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        assert refused("https://[fd00::1]").code == "E_PROXY"
    assert proxy.asked.startswith(b"CONNECT [fd00::1]:443 HTTP/1.1\r\nHost: [fd00::1]:443\r\n")
