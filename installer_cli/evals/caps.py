"""What runs and judges together may use up."""

from __future__ import annotations

import time


class Caps:
    """US dollars that are left, and minutes from now on."""

    __slots__ = ("_ends", "usd")

    def __init__(self, usd: float, minutes: float):
        self.usd = usd
        self._ends = time.monotonic() + minutes * 60

    @property
    def seconds(self) -> float:
        """The seconds that are left."""
        return self._ends - time.monotonic()

    @property
    def reached(self) -> str:
        """The cap that is reached, in words; empty while both have something left."""
        if self.usd <= 0:
            return "cap on cost"
        return "cap on time" if self.seconds <= 0 else ""
