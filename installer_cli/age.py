"""How old a release must be to be taken: what was published minutes ago, nobody has looked at yet."""

from __future__ import annotations

import os

from installer_cli.clock import moment
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments

VARIABLE = "CTXPACK_MIN_AGE"
_SECONDS = 24 * 60 * 60
_MOST_DIGITS = 4


def is_days(text: str) -> bool:
    """Whether a text is a number of days that a calendar has."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def youngest(arguments: Arguments) -> str:
    """The moment after which a release is too young, in RFC 3339 and UTC; empty when any age will do.

    Read from ``--min-age``, else from ``CTXPACK_MIN_AGE``; raises E_USAGE_VALUE.
    """
    text = arguments.value("min_age") or os.environ.get(VARIABLE, "")
    if not text:
        return ""
    if not is_days(text):
        option = "--min-age" if arguments.flag("min_age") else VARIABLE
        raise ERRORS.error(
            "E_USAGE_VALUE",
            option=option,
            reason=f"`{text}` is not a number of days",
            command=arguments.command,
        )
    return moment(int(text) * _SECONDS)
