"""What a run is about, before it is known what it will do."""

from __future__ import annotations

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from packformat.errors import CtxpackError
    from packformat.index import ReleaseEntry
    from packformat.names import PackName


class Intent:
    """What a run is about: its command, the packs that the user named, and the index's word on the chosen.

    ``failure`` is what could not be done of it, with which it ends once the rest is done.
    """

    __slots__ = ("command", "failure", "named", "releases", "started", "words")

    def __init__(self, command: str, named: Collection[PackName], words: Sequence[str] = ()):
        self.command = command
        self.named = named
        self.words = tuple(words or named)
        self.releases: Mapping[PackName, ReleaseEntry] = {}
        self.failure: CtxpackError | None = None
        self.started = time.monotonic()

    @property
    def told(self) -> str:
        """How the history calls the run."""
        return " ".join([self.command, *self.words])
