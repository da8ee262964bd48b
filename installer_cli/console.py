"""The only file that prints: data on stdout, messages and progress on stderr.

Colour only at a terminal (or when asked for), never as the only sign of anything. In JSON mode stdout holds
exactly one document, whatever happens. What others have written reaches no terminal as a command to it: a
pack that names a power, or a server that describes a tool, could else wipe out what stands above it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from packformat.errors import CtxpackError

SCHEMA_VERSION = 1
"""The version of the JSON documents; it goes up when a key changes its meaning or is removed."""
_ESCAPE = "\x1b"
_COMMANDS = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""What moves the cursor (C0, DEL, C1), and what turns the direction in which text is written."""
_SHOWN = {code: f"\\u{code:04x}" for code in _COMMANDS if chr(code) not in f"\t\n{_ESCAPE}"}


def counted(number: int, thing: str) -> str:
    """A number with what it counts, such as ``1 file`` and ``2 files``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


_CODES = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bold": "1", "dim": "2"}
_COLOURS = tuple(f"[{code}m" for code in (*_CODES.values(), "0"))


class UnwritableError(OSError):
    """The output takes no more, for another reason than that its reader has gone."""


class Console:
    """Where a command's words go."""

    def __init__(
        self,
        out: TextIO | None = None,
        err: TextIO | None = None,
        *,
        json: bool = False,
        quiet: bool = False,
        color: str = "auto",
    ):
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self.json = json
        self.quiet = quiet
        self._color = color
        self._shown: list[str] = []

    def configure(self, *, quiet: bool, color: str) -> None:
        """Take over what the command line says, once it is read."""
        self.quiet = quiet
        self._color = color

    def help(self, text: str) -> None:
        """A help page, on stdout in every mode: it is what was asked for."""
        _write(self._out, text + "\n")

    def data(self, text: str) -> None:
        """A line of what was asked for, on stdout."""
        if not self.json:
            _write(self._out, (_shown(text) if self._out.isatty() else text) + "\n")

    def flush(self) -> None:
        """Let a reader have what was said so far, while the command goes on."""
        self._out.flush()

    def note(self, text: str) -> None:
        """A line about what is being done, on stderr."""
        if not self.json and not self.quiet:
            self._say(text + "\n")

    def warn(self, text: str, hint: str = "") -> None:
        """A line about something to look at, on stderr, also with ``--quiet``."""
        if not self.json:
            self._say(f"{self.paint('warning', 'yellow')}: {text}\n{self._hint(hint)}")

    def result(self, document: Mapping[str, object]) -> None:
        """In JSON mode, the document that the command ends with; nothing otherwise."""
        if self.json:
            self._print_json({"schema_version": SCHEMA_VERSION, "ok": True, **document})

    def shown(self, reasons: list[str]) -> None:
        """Take note that these reasons of an error stand above already, among the notes."""
        self._shown = [] if self.quiet else reasons

    def fail(self, error: CtxpackError, document: Mapping[str, object] | None = None) -> None:
        """The error that the command ends with: one message, and what to do next."""
        if self.json:
            body = {"schema_version": SCHEMA_VERSION, "ok": False, "error": error.as_dict()}
            self._print_json({**body, **(document or {})})
        else:
            label = self.paint(f"error[{error.code}]", "red")
            reasons = error.data.get("reasons")
            is_news = reasons != self._shown
            lines = [f"  {reason}\n" for reason in reasons] if isinstance(reasons, list) and is_news else []
            rerun = f"  {error.data['rerun']}\n" if "rerun" in error.data else ""
            self._say(f"{label}: {error.message}\n{''.join(lines)}{self._hint(error.hint)}{rerun}")

    def ask(self, question: str) -> bool:
        """Ask a yes-or-no question at the terminal; everything but a clear yes is no."""
        self._say(f"{question} [y/N] ")
        self._err.flush()
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    def prompt(self, question: str, known: str = "") -> str:
        """Ask for a line at the terminal; empty for the one that is known, KeyboardInterrupt at its end."""
        self._say(f"{question}{f' [{known}]' if known else ''}: ")
        self._err.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        return line.strip()

    @property
    def width(self) -> int:
        """Columns of the terminal that shows what was asked for; 0 where a file or a program takes it."""
        try:
            return os.get_terminal_size(self._out.fileno()).columns if self._out.isatty() else 0
        except (OSError, ValueError):
            return 0

    @property
    def can_ask(self) -> bool:
        """Whether a person sits there to answer."""
        return not self.json and sys.stdin.isatty() and self._err.isatty()

    @property
    def can_agree(self) -> bool:
        """Whether that person has read the notes too, and so knows what a yes would mean."""
        return self.can_ask and not self.quiet

    @property
    def is_live(self) -> bool:
        """Whether a progress bar can be drawn over and over on one line."""
        return not (self.json or self.quiet or os.environ.get("TERM") == "dumb") and self._err.isatty()

    def draw(self, text: str) -> None:
        """Draw over the current line; ``""`` wipes it. Only for a live console."""
        _write(self._err, f"\r{_ESCAPE}[K{_shown(text)}")
        self._err.flush()

    def _say(self, text: str) -> None:
        """Words on stderr; where they cannot be written, the run goes on without them."""
        try:
            _write(self._err, _shown(text))
        except UnwritableError:
            return

    def paint(self, text: str, color: str) -> str:
        """``text`` in a colour, where colours are wanted."""
        return f"{_ESCAPE}[{_CODES[color]}m{text}{_ESCAPE}[0m" if self._paints() else text

    def _hint(self, hint: str) -> str:
        return f"{self.paint('hint', 'cyan')}: {hint}\n" if hint else ""

    def _paints(self) -> bool:
        if self._color != "auto":
            return self._color == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(os.environ.get("FORCE_COLOR")) or self._err.isatty()

    def _print_json(self, document: Mapping[str, object]) -> None:
        import json

        # To a program an escape is the sign itself, to a terminal it is no command.
        _write(self._out, _shown(json.dumps(document, indent=2, ensure_ascii=False)) + "\n")


def _shown(text: str) -> str:
    """The text with every command to a terminal spelt out, but for our own colours."""
    first, *rest = text.translate(_SHOWN).split(_ESCAPE)
    return first + "".join((_ESCAPE if part.startswith(_COLOURS) else "\\u001b") + part for part in rest)


def _write(stream: TextIO, text: str) -> None:
    """Write, replacing what the terminal's encoding cannot show; raises UnwritableError."""
    try:
        try:
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableError(error.errno, error.strerror) from None
