"""Addresses of registries: the small part of RFC 3986 that they need."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.errors import CtxpackError

_PORTS = {"http": 80, "https": 443}
_MOST_DIGITS = 5
"""Of a port."""
_HEX_DIGITS = frozenset(b"0123456789abcdefABCDEF")


class Address:
    """Scheme, host, port and the path in front of every request path; ``file`` addresses have no host."""

    __slots__ = ("base", "host", "port", "scheme")

    def __init__(self, scheme: str, host: str, port: int, base: str):
        self.scheme = scheme
        self.host = host
        self.port = port
        self.base = base

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read ``https://host[:port][/base]`` or ``file:///folder``; raises E_REGISTRY_URL."""
        scheme, found, rest = url.partition("://")
        scheme = scheme.lower()
        if not found or scheme not in (*_PORTS, "file"):
            raise _refused(url, "it begins with none of http, https and file")
        if not url.isascii() or not url.isprintable() or " " in url:
            raise _refused(url, "it holds characters that an address cannot have; a blank is written `%20`")
        authority, slash, path = rest.partition("/")
        base = (slash + path).rstrip("/")
        if scheme == "file":
            return cls._of_file(url, authority, base)
        if "?" in rest or "#" in rest:
            raise _refused(url, "nothing can follow a `?` or `#` in it")
        host, port = _split_port(url, authority, _PORTS[scheme])
        return cls(scheme, host, port, base)

    @classmethod
    def _of_file(cls, url: str, authority: str, base: str) -> Address:
        if authority not in ("", "localhost"):
            raise _refused(url, "a file address has three slashes")
        try:
            percent_decoded(base)
        except ValueError as error:
            raise _refused(url, str(error)) from None
        return cls("file", "", 0, base)

    @property
    def folder(self) -> str:
        """The folder that a ``file`` address means (RFC 8089)."""
        return os.fsdecode(percent_decoded(self.base))

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header has them."""
        return self.bracketed_host if self.port == _PORTS[self.scheme] else self.host_and_port

    @property
    def host_and_port(self) -> str:
        """Host and port, also where the port goes without saying."""
        return f"{self.bracketed_host}:{self.port}"

    @property
    def bracketed_host(self) -> str:
        """The host, in brackets where its own colons could be taken for that of a port."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a token is bound to (RFC 6454)."""
        return f"{self.scheme}://{self.authority}" if self.host else "file://"

    def __str__(self) -> str:
        return self.origin + self.base


def percent_decoded(text: str) -> bytes:
    """The bytes that a part of an address stands for (RFC 3986, 2.1); raises ValueError."""
    head, *parts = os.fsencode(text).split(b"%")
    if not all(_HEX_DIGITS.issuperset(part[:2]) and len(part) > 1 for part in parts):
        raise ValueError("a `%` in it is not followed by two hexadecimal digits")
    return head + b"".join(bytes.fromhex(part[:2].decode("ascii")) + part[2:] for part in parts)


def _split_port(url: str, authority: str, default: int) -> tuple[str, int]:
    if "@" in authority:
        raise _refused(url, "names and passwords do not belong in it")
    if authority.startswith("["):
        host, _, rest = authority[1:].partition("]")
        port = rest.removeprefix(":")
    else:
        host, _, port = authority.partition(":")
    if not host:
        raise _refused(url, "it names no host")
    if not port:
        return host.lower(), default
    if not port.isdigit() or len(port) > _MOST_DIGITS or not 0 < int(port) < 1 << 16:
        raise _refused(url, f"`{port}` is not a port")
    return host.lower(), int(port)


def _refused(url: str, reason: str) -> CtxpackError:
    """The error about an address, which repeats no name and password that may stand in it."""
    _, at, rest = url.rpartition("@")
    return ERRORS.error("E_REGISTRY_URL", url=f"…@{rest}" if at else url, reason=reason)
