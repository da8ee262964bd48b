"""Typed reading of the process environment, so that a wrong value stops the start with one clear sentence.

Only ``marketplace.settings`` uses it: everything else asks Django's settings.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from registry.private_file import read_or_create

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
    """Return the secret kept in `path`, which is made at the first start."""
    return read_or_create(path, lambda: secrets.token_urlsafe(50).encode()).decode()
