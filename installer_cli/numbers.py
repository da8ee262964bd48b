"""Numbers among the options of a command."""

from __future__ import annotations

import math
import sys

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments


_MOST = 999_999_999
"""The largest whole number: so many days Python counts, and nobody asks for more of anything."""


def number_of(arguments: Arguments, key: str, default: str, *, command: str, whole: bool = False) -> float:
    """The value of an option as a number above zero; raises E_USAGE_VALUE."""
    text = arguments.value(key) or default
    try:
        value = float(int(text)) if whole else float(text)
    except (ValueError, OverflowError):
        value = math.nan
    if not 0 < value <= (_MOST if whole else sys.float_info.max):
        kind = f"a whole number above 0, up to {_MOST}" if whole else "a number above 0"
        option = f"--{key.replace('_', '-')}"
        raise ERRORS.error("E_USAGE_VALUE", option=option, reason=f"`{text}` is not {kind}", command=command)
    return value
