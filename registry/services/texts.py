"""Texts that people write into the registry."""

from registry.errors import ERRORS


def clean_text(field: str, text: str, longest: int, *, wanted: str = "write something") -> str:
    """Return `text` without blanks around it; `wanted` is what whoever wrote nothing is told to do.

    Raises:
        UsageError: E_FIELD, nothing is left, or more than `longest` characters are.
    """
    text = text.replace("\0", "").strip()
    if not text:
        raise ERRORS.error("E_FIELD", field=field, reason=wanted)
    if len(text) > longest:
        raise ERRORS.error("E_FIELD", field=field, reason=f"use at most {longest} characters")
    return text


def clean_line(field: str, text: str, longest: int, *, wanted: str = "write something") -> str:
    """Return `text` as one line; raises as `clean_text` does."""
    return clean_text(field, " ".join(text.split()), longest, wanted=wanted)
