"""Moments as the index writes them, so that texts compare."""

from __future__ import annotations

import time


def moment(seconds_ago: float = 0) -> str:
    """Now, or so long ago, in RFC 3339 and UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds_ago))


def days_since(then: str) -> int:
    """How many whole days ago a moment was; 0 for one that is still to come."""
    from datetime import datetime

    passed = datetime.fromisoformat(moment()) - datetime.fromisoformat(then)
    return max(passed.days, 0)


def ago(then: str) -> str:
    """How long ago a moment was, in words and days."""
    days = days_since(then)
    return {0: "today", 1: "a day ago"}.get(days, f"{days} days ago")
