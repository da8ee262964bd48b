"""Archives whose connection is cut, gone on with where they were cut."""

from __future__ import annotations

from contextlib import closing

import pytest

from installer_cli.fetch.http import HttpFetcher
from installer_cli.fetch.message import Request
from tests.support.scripted_server import CUT, OK, Server, serve


def resumed(*replies_by_connection: list[bytes], fixed: bool = True) -> tuple[Server, bytes]:
    """What comes of a request whose first connection is cut, and the server that was asked."""
    with serve(*replies_by_connection) as server, closing(HttpFetcher(server.address, 5)) as fetcher:
        body = fetcher.send(Request("/x", "the archive", fixed=fixed)).body
    return server, body


def test_a_cut_archive_is_gone_on_with_where_it_was_cut() -> None:
    rest = b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n456789"
    server, body = resumed([CUT], [rest])
    assert body == b"0123456789"
    assert b"Range" not in server.received[0]
    assert b"\r\nRange: bytes=4-\r\n" in server.received[1]


def test_an_archive_cut_within_a_later_chunk_is_gone_on_with_after_the_chunks_before() -> None:
    cut = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n4\r\nef"
    rest = b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 6-7/8\r\nContent-Length: 2\r\n\r\ngh"
    server, body = resumed([cut], [rest])
    assert body == b"abcdefgh"
    assert b"\r\nRange: bytes=6-\r\n" in server.received[1]


def test_an_archive_cut_twice_is_gone_on_with_twice() -> None:
    middle = b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n45"
    rest = b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 6-9/10\r\nContent-Length: 4\r\n\r\n6789"
    server, body = resumed([CUT], [middle], [rest])
    assert body == b"0123456789"
    assert b"\r\nRange: bytes=6-\r\n" in server.received[2]


def test_a_server_that_knows_no_ranges_sends_it_all_again() -> None:
    _, body = resumed([CUT], [b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcdefghij"])
    assert body == b"abcdefghij"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-3/10\r\nContent-Length: 4\r\n\r\n0123",
        b"HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_a_server_that_goes_on_elsewhere_is_asked_for_all_of_it(answer: bytes) -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"
    server, body = resumed([CUT], [answer], [whole])
    assert body == b"0123456789"
    assert b"Range" not in server.received[2]


def test_what_may_change_is_never_put_together_out_of_parts() -> None:
    server, _ = resumed([CUT], [b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"], fixed=False)
    assert b"Range" not in server.received[1]


def test_of_many_archives_in_flight_the_one_that_was_cut_is_gone_on_with() -> None:
    rest = b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n456789"
    requests = [Request(f"/{number}", "x", fixed=True) for number in range(3)]
    with serve([OK, CUT], [rest, OK]) as server, closing(HttpFetcher(server.address, 5)) as fetcher:
        replies = list(fetcher.send_all(requests))
    assert [reply.body for reply in replies] == [b"hello", b"0123456789", b"hello"]
