"""Opening connections: straight or through a proxy, plain or TLS."""

from __future__ import annotations

import os
import socket

from installer_cli.errors import ERRORS
from installer_cli.fetch.address import Address, percent_decoded
from installer_cli.fetch.authorities import tls_context
from installer_cli.fetch.http1 import Connection, UnreadableError
from packformat.errors import CtxpackError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.fetch.stream import Deadline

_OK = 200


class Proxy:
    """A proxy, and what it is to be told to let us pass."""

    __slots__ = ("address", "authorization")

    def __init__(self, url: str, variable: str):
        """Read ``[http://][name:password@]host[:port]``; raises E_PROXY_ADDRESS, which names the variable."""
        scheme, found, rest = url.rpartition("://")
        user, at, host = rest.rpartition("@")
        try:
            if found and scheme != "http":
                raise ValueError(
                    f"it is spoken to as `{scheme}`, and ctxpack speaks to proxies by `http` only"
                )
            self.address = Address.parse(f"http://{host}")
            self.authorization = f"Basic {_base64(percent_decoded(user))}" if at else ""
        except CtxpackError as error:
            reason = str(error.data.get("reason", "it is no address"))
            raise ERRORS.error("E_PROXY_ADDRESS", variable=variable, reason=reason) from None
        except ValueError as error:
            raise ERRORS.error("E_PROXY_ADDRESS", variable=variable, reason=str(error)) from None

    @property
    def headers(self) -> dict[str, str]:
        """What goes with each request to the proxy itself."""
        return {"Proxy-Authorization": self.authorization} if self.authorization else {}


def proxy_for(address: Address) -> Proxy | None:
    """The proxy that the environment names for an address, as curl and pip read it; None for none.

    Raises E_PROXY_ADDRESS.
    """
    if _is_excepted(address, _variable("no_proxy")):
        return None
    for variable in (f"{address.scheme}_proxy", "all_proxy"):
        named = _variable(variable)
        if named:
            return Proxy(named, variable.upper())
    return None


def connect(address: Address, proxy: Proxy | None, deadline: Deadline) -> Connection:
    """Open a connection that speaks HTTP to ``address``.

    Raises E_UNREACHABLE, E_TIMEOUT, E_CERTIFICATE or E_PROXY.
    """
    first = proxy.address if proxy else address
    try:
        # As bytes, because text would load the tables of international names; an address is ASCII here.
        host = first.host.encode("ascii")
        connected = socket.create_connection(
            (host, first.port),  # type: ignore[arg-type]  # what it calls takes bytes as well
            timeout=deadline.seconds,
        )
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except TimeoutError:
        raise deadline.error() from None
    except OSError as error:
        raise _unreachable(address, error) from None
    if address.scheme == "http":
        return Connection(connected)
    try:
        if proxy:
            _open_tunnel(connected, address, proxy, deadline)
        return Connection(_start_tls(connected, address, deadline))
    except BaseException:
        connected.close()
        raise


def _start_tls(connected: socket.socket, address: Address, deadline: Deadline) -> socket.socket:
    import ssl

    try:
        context = tls_context()
    except ValueError as error:
        raise ERRORS.error("E_CERTIFICATE", registry=str(address), reason=str(error)) from None
    deadline.apply(connected)
    try:
        return context.wrap_socket(connected, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        raise ERRORS.error("E_CERTIFICATE", registry=str(address), reason=error.verify_message) from None
    except TimeoutError:
        raise deadline.error() from None
    except OSError as error:
        raise _unreachable(address, error) from None


def _open_tunnel(connected: socket.socket, address: Address, proxy: Proxy, deadline: Deadline) -> None:
    """Ask the proxy for a tunnel (RFC 9110, 9.3.6)."""
    lines = [f"CONNECT {address.host_and_port} HTTP/1.1", f"Host: {address.host_and_port}"]
    lines += [f"{name}: {value}" for name, value in proxy.headers.items()]
    try:
        connected.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        status = Connection(connected).read_status(deadline)
    except TimeoutError:
        raise deadline.error() from None
    except OSError as error:
        raise _unreachable(address, error) from None
    except UnreadableError as error:
        raise ERRORS.error("E_PROXY", proxy=proxy.address, reason=str(error)) from None
    if status != _OK:
        raise ERRORS.error("E_PROXY", proxy=proxy.address, reason=f"it answered {status}")


def _variable(name: str) -> str:
    return os.environ.get(name) or os.environ.get(name.upper()) or ""


def _is_excepted(address: Address, names: str) -> bool:
    """Whether a list has the host: by its name or a domain's, with its port or without, or by its network."""
    spellings = (address.host, address.bracketed_host, address.host_and_port)
    for name in names.lower().replace(",", " ").split():
        domain = name.lstrip(".")
        if name == "*" or any(host == domain or host.endswith(f".{domain}") for host in spellings):
            return True
        if "/" in name and _is_in_network(address.host, name):
            return True
    return False


def _is_in_network(host: str, network: str) -> bool:
    from ipaddress import ip_address, ip_network

    try:
        return ip_address(host) in ip_network(network, strict=False)
    except ValueError:
        return False


def _base64(data: bytes) -> str:
    from binascii import b2a_base64

    return b2a_base64(data, newline=False).decode("ascii")


def _unreachable(address: Address, error: OSError) -> CtxpackError:
    return ERRORS.error("E_UNREACHABLE", registry=str(address), reason=_reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
