"""One thing that is wrong, and what to do about it."""

from __future__ import annotations

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.errors import CtxpackError

PROBLEM, NOTE = "problem", "note"
"""What keeps packs from working or ctxpack from its promises, and what is only worth knowing."""


class Trouble:
    """An error that a command ends with, or one place of it, as something that was found."""

    __slots__ = ("code", "hint", "severity", "text")

    def __init__(self, error: CtxpackError, text: str = "", *, severity: str = PROBLEM):
        self.severity = severity
        self.code = error.code
        self.text = text or error.message
        self.hint = error.hint

    def as_dict(self) -> dict[str, str]:
        """The same as JSON-ready values."""
        return {"severity": self.severity, "code": self.code, "message": self.text, "hint": self.hint}


def found(code: str, *, severity: str = PROBLEM, **data: str) -> Trouble:
    """The error of that code as something that was found."""
    return Trouble(ERRORS.error(code, **data), severity=severity)
