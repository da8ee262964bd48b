"""Reading files that somebody else may have put there: a project brings whatever its author likes."""

from __future__ import annotations

import errno
import os
import stat

_AT_ONCE = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe waits for somebody who writes into it, unless told not to."""


def read_file(path: str, most: int = -1) -> bytes:
    """The bytes of a file, the first ``most`` of them where that is not negative.

    Raises OSError, also for a pipe that may never begin or a device without end.
    """
    with open(path, "rb", opener=_open) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is a pipe or a device, and not a file", path)
        return file.read(most)


def _open(path: str, _flags: int) -> int:
    return os.open(path, _AT_ONCE)
