"""Terms of signed documents, for tests."""

from datetime import UTC, datetime, timedelta

from packformat.index import Term

LONG = Term("2026-11-21T12:00:00Z", "2999-01-01T00:00:00Z")
"""One that no test outlives."""


def term_of_days(signed_days_ago: float, days: float = 7) -> Term:
    """A term that began so many days ago."""
    signed_at = datetime.now(UTC) - timedelta(days=signed_days_ago)
    moments = (signed_at, signed_at + timedelta(days=days))
    return Term(*(moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in moments))
