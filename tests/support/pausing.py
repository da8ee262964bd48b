"""Settings of a registry whose workers can be stopped in the middle of their work.

While the file `pause` lies in the data folder, reading an upload waits, and says so by the file `paused`.
"""

import time

from marketplace.settings import *  # noqa: F403 - the settings of the site, but for the store
from marketplace.settings import CTXPACK_DATA_DIR
from registry.storage.files import FileStore

CTXPACK_STORE = "tests.support.pausing.PausingStore"


class PausingStore(FileStore):
    """A folder that can be told to wait, where a worker has just taken up an archive or a document."""

    def read(self, key: str) -> bytes:
        while key.startswith(("uploads/", "drafts/")) and (CTXPACK_DATA_DIR / "pause").exists():
            (CTXPACK_DATA_DIR / "paused").touch()
            time.sleep(0.02)
        return super().read(key)
