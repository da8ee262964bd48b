from __future__ import annotations

import pytest

from installer_cli.fetch.address import Address
from packformat.errors import CtxpackError


@pytest.mark.parametrize(
    ("url", "shown", "host", "port", "base"),
    [
        ("https://Packs.Test", "https://packs.test", "packs.test", 443, ""),
        ("HTTPS://packs.test/A", "https://packs.test/A", "packs.test", 443, "/A"),
        ("http://packs.test:8000/", "http://packs.test:8000", "packs.test", 8000, ""),
        ("http://packs.test:80/a/b/", "http://packs.test/a/b", "packs.test", 80, "/a/b"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a", "::1", 8000, "/a"),
        ("file:///srv/mirror", "file:///srv/mirror", "", 0, "/srv/mirror"),
        ("file://localhost/srv", "file:///srv", "", 0, "/srv"),
    ],
)
def test_addresses_are_read_and_shown_in_one_way(
    url: str, shown: str, host: str, port: int, base: str
) -> None:
    address = Address.parse(url)
    assert str(address) == shown
    assert (address.host, address.port, address.base) == (host, port, base)


@pytest.mark.parametrize(
    "url",
    [
        "packs.test",
        "ftp://packs.test",
        "https://",
        "https://host:port",
        "https://host:0",
        "https://host:70000",
        "file://server/share",
        "https://h\u00f6st",
        "https://host?packs",
        "https://host/a?b=c",
        "https://host/a#b",
        "https://host/a b",
        "file:///srv/a b",
        "file:///srv/a%2",
        "https://host/\r\nX: y",
    ],
)
def test_what_is_no_address_of_a_registry_is_refused(url: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        Address.parse(url)
    assert caught.value.code == "E_REGISTRY_URL"


@pytest.mark.parametrize(
    "url",
    [
        "https://me:secret@packs.test",
        "https://me:secret word@packs.test",
        "me:secret@packs.test",
        "ftp://me:secret@packs.test",
        "https://me:secret@packs.test/a?b",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        Address.parse(url)
    assert "packs.test" in caught.value.message
    assert "secret" not in str(caught.value.as_dict())
