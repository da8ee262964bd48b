"""The fetcher for a static mirror in a folder: ``--registry file:///srv/mirror``."""

from __future__ import annotations

import errno
import os

from installer_cli.errors import ERRORS, os_error
from installer_cli.fetch.message import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from installer_cli.fetch.address import Address
    from installer_cli.fetch.message import Request

_FOUND, _ABSENT = 200, 404
_IS_ABSENT = (errno.ENOENT, errno.ENOTDIR)


class MirrorFetcher:
    """A folder with the files that a registry serves below ``/index`` and ``/archives``."""

    is_static = True

    def __init__(self, address: Address):
        self._address = address
        self._folder = address.folder

    @property
    def name(self) -> str:
        """The mirror's address."""
        return str(self._address)

    def send(self, request: Request, meanwhile: Callable[[], object] | None = None) -> Reply:
        """Read the file that the request's path names; one that does not exist is a 404."""
        if meanwhile:
            meanwhile()
        path = self._folder + request.path
        try:
            with open(path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > request.limit:
                    raise ERRORS.error("E_RESPONSE_SIZE", what=request.what, limit=request.limit)
                return Reply(_FOUND, {}, file.read())
        except OSError as error:
            if error.errno not in _IS_ABSENT:
                raise os_error(error, path) from None
        if not os.path.isdir(self._folder or "/"):
            raise ERRORS.error("E_UNREACHABLE", registry=self.name, reason="there is no such folder")
        return Reply(_ABSENT, {}, b"")

    def send_all(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """Read the files in order."""
        return map(self.send, requests)

    def close(self) -> None:
        """There is nothing to let go of."""
