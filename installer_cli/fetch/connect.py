"""Opening connections: straight or through a proxy, plain or TLS."""

from __future__ import annotations

import os
import socket

from installer_cli.errors import ERRORS
from installer_cli.fetch.address import Address
from installer_cli.fetch.http1 import Connection
from installer_cli.fetch.message import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.fetch.stream import Deadline

_CA_VARIABLES = ("CTXPACK_CA_FILE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
_OK = 200


def proxy_for(address: Address) -> Address | None:
    """The proxy that the environment names for an address, as curl and pip read it; None for none."""
    if _is_excepted(address.host, _variable("no_proxy")):
        return None
    named = _variable(f"{address.scheme}_proxy") or _variable("all_proxy")
    return Address.parse(named if "://" in named else f"http://{named}") if named else None


def connect(address: Address, proxy: Address | None, deadline: Deadline) -> Connection:
    """Open a connection that speaks HTTP to ``address``; raises E_UNREACHABLE or E_TIMEOUT."""
    first = proxy or address
    try:
        connected = socket.create_connection((first.host, first.port), timeout=deadline.seconds)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if address.scheme == "https":
            connected = _start_tls(connected, address, proxy, deadline)
    except TimeoutError:
        raise deadline.error() from None
    except OSError as error:
        raise ERRORS.error("E_UNREACHABLE", registry=str(address), reason=_reason(error)) from None
    return Connection(connected)


def _start_tls(
    connected: socket.socket, address: Address, proxy: Address | None, deadline: Deadline
) -> socket.socket:
    import ssl

    if proxy:
        _open_tunnel(connected, address, deadline)
    authorities = next((os.environ[name] for name in _CA_VARIABLES if os.environ.get(name)), None)
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    deadline.apply(connected)
    return context.wrap_socket(connected, server_hostname=address.host)


def _open_tunnel(connected: socket.socket, address: Address, deadline: Deadline) -> None:
    """Ask the proxy for a tunnel (RFC 9110, 9.3.6)."""
    target = f"{address.host}:{address.port}"
    connected.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("latin-1"))
    reply = Connection(connected).read_reply(Request("", "the proxy's answer", limit=0), deadline)
    if reply.status != _OK:
        raise OSError(f"the proxy answered {reply.status}")


def _variable(name: str) -> str:
    return os.environ.get(name) or os.environ.get(name.upper()) or ""


def _is_excepted(host: str, names: str) -> bool:
    for name in (part.strip().lstrip(".") for part in names.split(",")):
        if name == "*" or (name and (host == name or host.endswith("." + name))):
            return True
    return False


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
