"""Errors as data: a code, its values, a message, a hint, and the family that says whose fault it is.

Each room lists its errors in one `ErrorTable`; documentation and tests are made from those tables, so
a message cannot exist that nobody has rendered. Families end in ``Error`` and carry the exit code that
the `ctxpack` command ends with.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to load than a command that finds nothing to do takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)
"""What reading a value that somebody else has written can raise; each reader turns it into its own error."""


class CtxpackError(Exception):
    """Something that a person can act on.

    ``code`` is stable and public, ``data`` holds the values the message names, ``message`` says what is
    wrong and where, ``hint`` says what to do next (may be empty). ``also`` are others of its kind that were
    seen with it.
    """

    exit_code = 1
    family = "internal"

    def __init__(self, code: str, message: str, hint: str = "", data: Mapping[str, object] | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.data: dict[str, object] = dict(data or {})
        self.also: tuple[CtxpackError, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The error as a JSON-ready mapping: code, family, message, hint and data."""
        return {
            "code": self.code,
            "family": self.family,
            "message": self.message,
            "hint": self.hint,
            "data": {key: value if _is_plain(value) else str(value) for key, value in self.data.items()},
        }


def why_unreadable(error: Exception) -> str:
    """In words, what keeps a value from being read that somebody else has written.

    ``error`` is what reading it has raised: one of `UNREADABLE`, or an error of ours.
    """
    if isinstance(error, CtxpackError):
        return error.message
    if isinstance(error, KeyError):
        return f"`{error.args[0]}` is missing"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, (ValueError, TypeError)):
        return str(error)
    return "something in it is of another kind than it should be"


class AuthorError(CtxpackError):
    """The pack's content is at fault: its author can mend it."""

    family = "author"


class UsageError(CtxpackError):
    """The command or request was put wrongly."""

    exit_code = 2
    family = "usage"


class NotFoundError(CtxpackError):
    """What was asked for does not exist."""

    exit_code = 3
    family = "not-found"


class ConflictError(CtxpackError):
    """Two wishes cannot both be met: requirements, names or places clash."""

    exit_code = 4
    family = "conflict"


class IntegrityError(CtxpackError):
    """Bytes are not what a digest or a signature promised."""

    exit_code = 5
    family = "integrity"


class ConsentError(CtxpackError):
    """A person has to agree first."""

    exit_code = 6
    family = "consent"


class NetworkError(CtxpackError):
    """The registry could not be reached, or the connection broke."""

    exit_code = 7
    family = "network"


class PermissionDeniedError(CtxpackError):
    """The caller may not do this."""

    exit_code = 8
    family = "permission"


class LocalEditError(CtxpackError):
    """A file that the user changed stands in the way."""

    exit_code = 9
    family = "local-edit"


class GoalError(CtxpackError):
    """An eval failed, or a goal was not met."""

    exit_code = 10
    family = "goal"


class ClaimError(CtxpackError):
    """An agent says that it is done, and the check says that it is not."""

    exit_code = 11
    family = "claim"


class StuckError(CtxpackError):
    """A loop goes on without anything changing."""

    exit_code = 12
    family = "stuck"


class TamperError(CtxpackError):
    """What decides was changed while it had to decide: nothing follows from the run."""

    exit_code = 13
    family = "tampered"


class CapError(CtxpackError):
    """A cap on turns was reached first."""

    exit_code = 14
    family = "capped"


class TimedOutError(CtxpackError):
    """A cap on time was reached first."""

    exit_code = 15
    family = "timed-out"


class SpentError(CtxpackError):
    """A cap on money was reached first."""

    exit_code = 16
    family = "spent"


class TargetError(CtxpackError):
    """The project folder or its disk does not allow it."""

    family = "target"


class RegistryError(CtxpackError):
    """The registry is at fault."""

    family = "registry"


class ErrorSpec:
    """One row of an `ErrorTable`: the family, and the message and hint with ``{fields}`` to fill."""

    __slots__ = ("family", "hint", "message")

    def __init__(self, family: type[CtxpackError], message: str, hint: str = ""):
        self.family = family
        self.message = message
        self.hint = hint


class ErrorTable:
    """The errors of one room by code.

    Values that come from outside (file names, field values) are shown with control, bidirectional and
    invisible characters escaped, because a message may end in a terminal or a plain-text e-mail.
    """

    def __init__(self, rows: Mapping[str, ErrorSpec]):
        self._rows = dict(rows)

    def error(self, code: str, **data: object) -> CtxpackError:
        """Build the error ``code`` with its values; a missing value is a programming error (KeyError)."""
        spec = self._rows[code]
        shown = {key: printable(str(value)) for key, value in data.items()}
        return spec.family(code, spec.message.format_map(shown), spec.hint.format_map(shown), data)

    def __iter__(self) -> Iterator[tuple[str, ErrorSpec]]:
        """Rows in the order of their codes."""
        return iter(sorted(self._rows.items()))

    def __contains__(self, code: object) -> bool:
        """Whether the table knows ``code``."""
        return code in self._rows


LONGEST_SHOWN_VALUE = 200
"""Characters of an outside value that a message shows: enough for any legal path."""


_LAST_SHORT_CODE_POINT = 0xFFFF
"""The last code point that four hexadecimal digits can name."""


def printable(text: str, longest: int = LONGEST_SHOWN_VALUE) -> str:
    r"""Make ``text`` safe to show: unprintable characters become ``\uXXXX``, long values are cut.

    Printable is meant as `str.isprintable` has it, which excludes control, format (bidirectional,
    zero-width, tag) and surrogate characters.
    """
    if len(text) > longest:
        text = text[:longest] + "…"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    code_point = ord(char)
    return f"\\U{code_point:08x}" if code_point > _LAST_SHORT_CODE_POINT else f"\\u{code_point:04x}"


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float, bool, list, dict))
