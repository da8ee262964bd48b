"""Typed reading of the process environment, so that a wrong value stops the start with one clear sentence.

Only ``marketplace.settings`` uses it: everything else asks Django's settings.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


class Environment:
    """The variables of one process, by name and with a type.

    An empty variable counts as absent, because that is how compose files and CI write "not set".
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str = "") -> str:
        """Return the variable without surrounding blanks, or `default`."""
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        """Return whether the variable says yes; absent is no.

        Raises:
            ImproperlyConfigured: The value is neither a yes nor a no.
        """
        value = self.text(name).lower()
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        message = f"{name} must be one of 1, true, yes, on, 0, false, no, off: {value}"
        raise ImproperlyConfigured(message)

    def number(self, name: str, default: int, *, minimum: int = 1) -> int:
        """Return the variable as a whole number of at least `minimum`.

        Raises:
            ImproperlyConfigured: The value is not such a number.
        """
        value = self.text(name, str(default))
        if value.isascii() and value.isdecimal() and int(value) >= minimum:
            return int(value)
        message = f"{name} must be a whole number of at least {minimum}: {value}"
        raise ImproperlyConfigured(message)

    def words(self, name: str) -> list[str]:
        """Return the comma-separated words of the variable, without blanks and empties."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]


def secret_from_file(path: Path) -> str:
    """Return the secret kept in `path`, made at the first start and readable by its owner alone.

    Two processes starting at once agree: the file is made whole elsewhere and linked into place,
    which fails for the second, who then reads what the first wrote.
    """
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
