"""The fetcher of an offline run: it has the documents of earlier runs, and says what else would be needed."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS
from installer_cli.fetch.message import Reply
from packformat.index import ROOT_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from installer_cli.fetch.address import Address
    from installer_cli.fetch.message import Request

_INDEX = "/index/"
_RESOLVE = "/api/v1/resolve"
_FOUND, _ABSENT = 200, 404


class OfflineFetcher:
    """A registry that is not to be reached; ``folder`` holds what it said before.

    Its documents can be read one by one; every other request raises E_OFFLINE.
    """

    is_static = False

    def __init__(self, address: Address, folder: str):
        self._address = address
        self._folder = folder

    @property
    def name(self) -> str:
        """The registry's address."""
        return str(self._address)

    def send(self, request: Request, meanwhile: Callable[[], object] | None = None) -> Reply:
        """Read a document that was kept; one that was not is a 404, like the answer to resolve."""
        if meanwhile:
            meanwhile()
        what = request.what
        if request.path == _RESOLVE:
            return Reply(_ABSENT, {}, b"")
        if request.path.startswith(_INDEX):
            try:
                with open(os.path.join(self._folder, request.path[1:]), "rb") as file:
                    return Reply(_FOUND, {}, file.read())
            except OSError:
                if request.path != "/" + ROOT_PATH:
                    return Reply(_ABSENT, {}, b"")
            what = "the index"
        raise ERRORS.error("E_OFFLINE", what=what, registry=self.name)

    def send_all(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """The same for many."""
        return map(self.send, requests)

    def close(self) -> None:
        """There is nothing to let go of."""
