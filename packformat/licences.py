"""Licences: whether one lets others change a work and share what they made of it."""

from __future__ import annotations

import re

_KEEPS_AS_IT_IS = re.compile(
    r"(?i)\b(?:cc-by-(?:nc-)?nd\b|licenseref-|unlicensed\b|proprietary\b|all rights reserved)"
)
"""No derivatives, a licence that no list knows, and words for having none."""


def lets_change(expression: str) -> bool:
    """Whether an SPDX expression lets everybody share changed copies, as far as its words tell.

    Where a choice is offered (``OR``), one of the choices is enough.
    """
    choices = re.split(r"(?i)\bor\b", expression)
    return any(choice.strip(" ()") and not _KEEPS_AS_IT_IS.search(choice) for choice in choices)
