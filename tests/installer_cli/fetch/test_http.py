"""The HTTP fetcher against a server that answers with whatever bytes a test wants."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import closing

import pytest

from installer_cli.fetch import http, stream
from installer_cli.fetch.address import Address
from installer_cli.fetch.http import IN_FLIGHT, HttpFetcher
from installer_cli.fetch.message import Reply, Request
from packformat.errors import CtxpackError, NetworkError
from tests.support.scripted_server import CUT, OK, Server, read_request, serve
from tests.support.waiting import PATIENCE_SECONDS


def fetch(server: Server, *, limit: int = 1000, timeout: float = 5) -> bytes:
    with closing(HttpFetcher(server.address, timeout)) as fetcher:
        return fetcher.send(Request("/x", "the thing", limit=limit)).body


def send(address: Address, request: Request) -> Reply:
    with closing(HttpFetcher(address, 5)) as fetcher:
        return fetcher.send(request)


def send_all(address: Address, requests: list[Request]) -> list[Reply]:
    with closing(HttpFetcher(address, 5)) as fetcher:
        return list(fetcher.send_all(requests))


def refused(server: Server, *, limit: int = 1000, timeout: float = 5) -> CtxpackError:
    with server, pytest.raises(CtxpackError) as caught:
        fetch(server, limit=limit, timeout=timeout)
    return caught.value


def test_a_request_names_host_path_and_program() -> None:
    with serve([OK]) as server:
        assert fetch(server) == b"hello"
    lines = server.received[0].split(b"\r\n")
    assert lines[0] == b"GET /base/x HTTP/1.1"
    assert b"Host: 127.0.0.1:%d" % server.port in lines
    assert any(line.startswith(b"User-Agent: ctxpack/") for line in lines)


def test_a_body_is_posted_with_its_length() -> None:
    with serve([OK]) as server:
        send(server.address, Request("/x", "x", method="POST", body=b"{}"))
    assert server.received[0].endswith(b"Content-Length: 2\r\n\r\n{}")


def test_chunks_are_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serve([head + b"3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n"]) as server:
        assert fetch(server) == b"hello"


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    with serve([b"HTTP/1.0 200 OK\r\n\r\nhello"]) as server:
        assert fetch(server) == b"hello"


def test_interim_replies_are_passed_over() -> None:
    with serve([b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK]) as server:
        assert fetch(server) == b"hello"


@pytest.mark.parametrize("count", [5, IN_FLIGHT, 3 * IN_FLIGHT])
def test_one_connection_serves_many_requests_sent_before_any_reply(count: int) -> None:
    first = min(count, IN_FLIGHT)

    def script(connection: socket.socket) -> None:
        for _ in range(first):
            read_request(connection)
        connection.sendall(OK * first)
        for _ in range(count - first):
            read_request(connection)
            connection.sendall(OK)

    with Server(script) as server:
        replies = send_all(server.address, [Request(f"/{number}", "x") for number in range(count)])
    assert [reply.body for reply in replies] == [b"hello"] * count


def test_what_a_closed_connection_owes_is_asked_for_again() -> None:
    closing = OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with serve([closing], [OK, closing], [OK]) as server:
        replies = send_all(server.address, [Request(f"/{number}", "x") for number in range(4)])
    assert [reply.body for reply in replies] == [b"hello"] * 4
    assert [line.split(b" ")[1] for line in server.received] == [
        b"/base/0",
        b"/base/1",
        b"/base/2",
        b"/base/3",
    ]


def test_a_connection_cut_in_the_middle_of_many_is_taken_up_again() -> None:
    with serve([OK, OK[:-2]], [OK, OK]) as server:
        replies = send_all(server.address, [Request(f"/{number}", "x") for number in range(3)])
    assert [reply.body for reply in replies] == [b"hello"] * 3


def test_a_kept_connection_that_the_server_closed_is_opened_again() -> None:
    with serve([OK], [OK]) as server, closing(HttpFetcher(server.address, 5)) as fetcher:
        assert fetcher.send(Request("/a", "a")).body == b"hello"
        assert fetcher.send(Request("/b", "b")).body == b"hello"


def test_a_busy_registry_is_asked_again() -> None:
    busy = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 0\r\n\r\n"
    with serve([busy, busy, OK]) as server:
        assert fetch(server) == b"hello"


def test_a_registry_that_stays_busy_gives_its_last_answer() -> None:
    busy = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
    with serve([busy] * http.ATTEMPTS) as server:
        assert send(server.address, Request("/x", "x")).status == 503


def test_a_registry_that_is_down_is_unreachable() -> None:
    server = Server()
    server._socket.close()
    with pytest.raises(NetworkError) as caught:
        fetch(server)
    assert caught.value.code == "E_UNREACHABLE"
    assert f"127.0.0.1:{server.port}" in caught.value.message


def test_a_host_that_does_not_exist_is_unreachable() -> None:
    with pytest.raises(NetworkError) as caught:
        send(Address.parse("http://no-such-host.invalid"), Request("/x", "x"))
    assert caught.value.code == "E_UNREACHABLE"


def test_a_cut_body_tells_what_came_and_what_was_wanted() -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello"
    error = refused(serve(*([[cut]] * http.ATTEMPTS)))
    assert error.code == "E_DOWNLOAD"
    assert "5 of 1000 bytes" in error.message


def test_a_reset_connection_is_a_cut_one() -> None:
    def reset(connection: socket.socket) -> None:
        read_request(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    assert refused(Server(*([reset] * http.ATTEMPTS))).code == "E_DOWNLOAD"


def test_a_body_that_never_finishes_ends_at_the_time_limit() -> None:
    def drip(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        try:
            for _ in range(1000):
                connection.sendall(b"x")
                time.sleep(0.05)
        except OSError:
            return

    error = refused(Server(drip), timeout=0.3)
    assert (error.code, error.exit_code) == ("E_TIMEOUT", 7)
    assert "the thing did not arrive within 0.3 seconds" in error.message


def test_a_kept_connection_that_answers_no_more_is_waited_for_once() -> None:
    def hold(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(OK)
        while read_request(connection):
            pass

    server = Server(hold, lambda connection: connection.sendall(OK))
    with server, closing(HttpFetcher(server.address, 0.3)) as fetcher:
        fetcher.send(Request("/a", "a"))
        with pytest.raises(NetworkError) as caught:
            fetcher.send(Request("/b", "b"))
    assert caught.value.code == "E_TIMEOUT"


def test_who_waits_for_a_silent_server_is_told_once_for_what_and_gets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stream, "TOLD_AFTER", 0.02)
    told: list[str] = []
    was_told = threading.Event()

    def answer_when_told(connection: socket.socket) -> None:
        for _ in range(2):
            read_request(connection)
            assert was_told.wait(PATIENCE_SECONDS)
            time.sleep(0.1)
            connection.sendall(OK)

    def tell(what: str) -> None:
        told.append(what)
        was_told.set()

    with Server(answer_when_told) as server, closing(HttpFetcher(server.address, 60, tell)) as fetcher:
        for what in ("the index", "the archive"):
            assert fetcher.send(Request("/x", what, limit=1000)).body == b"hello"
    assert told == ["the index"]


def test_headers_that_never_finish_end_at_the_time_limit() -> None:
    def drip(connection: socket.socket) -> None:
        read_request(connection)
        try:
            for _ in range(100):
                connection.sendall(b"H")
                time.sleep(0.05)
        except OSError:
            return

    assert refused(Server(drip), timeout=0.3).code == "E_TIMEOUT"


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001,
    ],
)
def test_a_body_over_the_limit_is_not_read_on(reply: bytes) -> None:
    error = refused(serve([reply]), limit=1000)
    assert error.code == "E_RESPONSE_SIZE"
    assert "1000 bytes" in error.message


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH_9\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"1" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
    ],
)
def test_what_is_not_http_is_said_to_be_unreadable(reply: bytes) -> None:
    assert refused(serve([reply])).code == "E_RESPONSE"


def test_endless_headers_are_not_read_on() -> None:
    assert refused(serve([b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000])).code == "E_RESPONSE_SIZE"


def test_a_redirect_is_followed_without_the_token() -> None:
    with serve([OK]) as other:
        moved = (
            b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:%d/there\r\n\r\n"
            % other.port
        )
        with serve([moved]) as server:
            request = Request("/x", "x", headers={"Authorization": "Bearer ctxp_secret"})
            assert send(server.address, request).body == b"hello"
    assert b"ctxp_secret" in server.received[0]
    assert b"ctxp_secret" not in other.received[0]


def test_a_redirect_is_followed_by_the_same_request_and_within_the_registry_with_the_token() -> None:
    moved = b"HTTP/1.1 308 Moved\r\nContent-Length: 0\r\nLocation: /there\r\n\r\n"
    with serve([moved], [OK]) as server:
        request = Request(
            "/x", "x", method="POST", body=b"a pack", headers={"Authorization": "Bearer ctxp_1"}
        )
        assert send(server.address, request).body == b"hello"
    there = server.received[1]
    assert there.startswith(b"POST /there HTTP/1.1\r\n")
    assert there.endswith(b"\r\n\r\na pack")
    assert b"Bearer ctxp_1" in there


def redirect(location: str) -> bytes:
    return b"HTTP/1.1 307 Moved\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % location.encode()


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("{other}/there/", b"/there/"),
        ("{other}", b"/"),
        ("{other}?signature=a%2Fb", b"/?signature=a%2Fb"),
        ("{other}/there?to=/x/#top", b"/there?to=/x/"),
        ("//{authority}/there", b"/there"),
    ],
)
def test_a_redirect_leads_exactly_where_it_says(location: str, asked: bytes) -> None:
    with serve([OK]) as other:
        there = location.format(other=other.address.origin, authority=other.address.authority)
        with serve([redirect(there)]) as server:
            assert send(server.address, Request("/x", "x")).body == b"hello"
    assert other.received[0].split(b" ")[1] == asked


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "there", "http://", "/a b", "/a?b\x7f", "http://me:secret@h\u00f6st/"]
)
def test_a_redirect_to_what_is_no_address_of_a_server_is_the_registrys_fault(location: str) -> None:
    error = refused(serve([redirect(location)]))
    assert (error.code, "it redirects" in error.message) == ("E_RESPONSE", True)
    assert "secret" not in str(error.as_dict())


def test_what_is_sent_with_a_token_is_sent_to_no_other_place() -> None:
    with serve([OK]) as other, serve([redirect(other.address.origin)]) as server:
        request = Request(
            "/x", "x", method="POST", body=b"a private pack", headers={"Authorization": "Bearer ctxp_1"}
        )
        with pytest.raises(CtxpackError) as caught:
            send(server.address, request)
    assert caught.value.code == "E_RESPONSE"
    assert other.address.origin in caught.value.message
    assert other.received == []


def test_where_a_redirect_leads_is_asked_as_often_and_gone_on_with_as_the_registry_is() -> None:
    busy = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 0\r\n\r\n"
    rest = b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n456789"
    with serve([busy, CUT], [rest]) as other, serve([redirect(other.address.origin)]) as server:
        body = send(server.address, Request("/x", "the archive", fixed=True)).body
    assert body == b"0123456789"


def test_of_many_the_one_that_found_the_registry_busy_is_asked_for_again() -> None:
    busy = b"HTTP/1.1 429 Slow down\r\nContent-Length: 0\r\nRetry-After: 0\r\n\r\n"
    with serve([OK, busy], [busy], [busy, OK, OK]) as server:
        replies = send_all(server.address, [Request(f"/{number}", "x") for number in range(3)])
    assert [reply.status for reply in replies] == [200, 200, 200]


def test_redirects_without_end_are_not_followed_for_ever() -> None:
    moved = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /again\r\n\r\n"
    assert refused(serve(*([[moved]] * 20))).code == "E_RESPONSE"


def test_behind_a_proxy_the_whole_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve([OK]) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        reply = send(Address.parse("http://packs.invalid/base"), Request("/x", "x"))
    assert reply.body == b"hello"
    assert proxy.received[0].startswith(
        b"GET http://packs.invalid/base/x HTTP/1.1\r\nHost: packs.invalid\r\n"
    )


def test_pauses_grow_differ_and_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(http.time, "sleep", slept.append)
    monkeypatch.setattr(http, "_FIRST_PAUSE", 0.2)
    for _ in range(50):
        http._pause(1)
    assert len(set(slept)) > 10
    assert all(0.1 <= seconds < 0.31 for seconds in slept)
    slept.clear()
    http._pause(30)
    http._pause(1, "3600")
    http._pause(1, "2")
    assert slept == [10.0, 10.0, 2.0]
