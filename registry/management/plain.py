"""Commands that end with a plain sentence where the registry refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.management.base import CommandError

from packformat.errors import CtxpackError


def plainly(handle: Callable[..., None]) -> Callable[..., None]:
    """Let a command's `handle` end with the error's message and hint instead of a traceback."""

    @wraps(handle)
    def handled(*args: Any, **options: Any) -> None:
        try:
            handle(*args, **options)
        except CtxpackError as error:
            hint = f"\nhint: {error.hint}" if error.hint else ""
            raise CommandError(f"{error.message}{hint}") from error

    return handled
