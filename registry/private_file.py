"""Files with secrets, made once and readable by their owner alone."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from registry.disk import sync_folder


def read_or_create(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what is in `path`, which is made from `make()` where there is none.

    What is returned is on the disk: a key that signed something must not be gone after a power cut.
    Two processes starting at once agree: the file is written whole beside, then linked into place, which
    fails for the second, who then reads what the first wrote.

    Raises:
        OSError: The file can be neither read nor made.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files that only their owner reads.
    descriptor, draft = mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        sync_folder(path.parent)
    finally:
        Path(draft).unlink()
    return path.read_bytes()
