"""The fetcher of an offline run: it brings nothing, and says what would have been needed."""

from __future__ import annotations

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import NoReturn

    from installer_cli.fetch.address import Address
    from installer_cli.fetch.message import Reply, Request


class OfflineFetcher:
    """A registry that is not to be reached; every request raises E_OFFLINE."""

    is_static = False

    def __init__(self, address: Address):
        self._address = address

    @property
    def name(self) -> str:
        """The registry's address."""
        return str(self._address)

    def send(self, request: Request, meanwhile: Callable[[], object] | None = None) -> NoReturn:
        """Say that the request's reply cannot be had."""
        del meanwhile
        raise ERRORS.error("E_OFFLINE", what=request.what, registry=self.name)

    def send_all(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """The same for the first of many."""
        return map(self.send, requests)

    def close(self) -> None:
        """There is nothing to let go of."""
