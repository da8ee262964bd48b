"""What runs and judges together may use up."""

from __future__ import annotations

import time

COST, TIME = "cap on cost", "cap on time"
ENDS_WITH = {COST: "E_EVAL_SPENT", TIME: "E_EVAL_TIMED_OUT"}
"""The error that a run ends with when a cap was reached."""


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
            return COST
        return TIME if self.seconds <= 0 else ""
