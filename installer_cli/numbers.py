"""Numbers among the options of a command."""

from __future__ import annotations

import math

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments


def number_of(arguments: Arguments, key: str, default: str, *, command: str, whole: bool = False) -> float:
    """The value of an option as a number above zero; raises E_USAGE_VALUE."""
    text = arguments.value(key) or default
    try:
        value = float(int(text)) if whole else float(text)
    except (ValueError, OverflowError):
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        kind = "a whole number" if whole else "a number"
        option = f"--{key.replace('_', '-')}"
        raise ERRORS.error(
            "E_USAGE_VALUE", option=option, reason=f"`{text}` is not {kind} above 0", command=command
        )
    return value
