"""The wheel of `ctxpack` that this registry hands out, to builders who do not have the command yet."""

import hashlib
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from django.conf import settings

from registry.errors import ERRORS

FOLDER = "/client/"
MAX_BYTES = 32 * 1024 * 1024
"""Every web process holds the wheel; what is larger by far than the 1.2 MB of ours was named by mistake."""
_NAME = re.compile(r"(ctxpack-[0-9][0-9A-Za-z.]*)-py3-none-any\.whl", re.ASCII)


class ClientWheel(NamedTuple):
    """A wheel as it was read: its file's name, its bytes, and the digits of their SHA-256."""

    name: str
    content: bytes
    sha256: str

    @property
    def path(self) -> str:
        """Where the site serves it."""
        return FOLDER + self.name

    @property
    def url(self) -> str:
        """Return its address with its digest, which pip and uv verify."""
        return f"{settings.CTXPACK_PUBLIC_URL}{self.path}#sha256={self.sha256}"


def client_wheel() -> ClientWheel | None:
    """Return the wheel that the settings name, read once by each process; None where they name none.

    Raises:
        UsageError: E_CLIENT_WHEEL, there is no wheel of `ctxpack` at that place.
    """
    place = settings.CTXPACK_CLIENT_WHEEL
    return _read(place) if place else None


@cache
def _read(place: str) -> ClientWheel:
    try:
        path = _file_at(Path(place))
        named = _NAME.fullmatch(path.name)
        if not named:
            raise _refused(place, f"`{path.name}` is not named like `ctxpack-0.1.0-py3-none-any.whl`")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise _refused(place, f"it is larger than {MAX_BYTES} bytes")
        ZipFile(BytesIO(content)).getinfo(f"{named[1]}.dist-info/METADATA")
    except OSError as error:
        raise _refused(place, error.strerror or "it cannot be read") from error
    except (BadZipFile, KeyError) as error:
        raise _refused(place, f"it is no wheel of {named[1]}") from error
    return ClientWheel(path.name, content, hashlib.sha256(content).hexdigest())


def _file_at(place: Path) -> Path:
    """Return the file, or the only wheel of a folder."""
    if not place.is_dir():
        return place
    wheels = list(place.glob("*.whl"))
    if len(wheels) != 1:
        raise _refused(str(place), f"the folder has {len(wheels)} wheels, not one")
    return wheels[0]


def _refused(place: str, reason: str) -> Exception:
    return ERRORS.error("E_CLIENT_WHEEL", place=place, reason=reason)
