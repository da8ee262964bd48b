"""Saying what went wrong: what it is, and what to do about it."""

from packformat.errors import CtxpackError


def told(error: CtxpackError) -> str:
    """The message and hint of an error as sentences."""
    return f"{error.message}. {error.hint}".rstrip(". ") + "."
