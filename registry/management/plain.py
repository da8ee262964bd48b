"""Commands that end with a plain sentence where the registry refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from packformat.errors import CtxpackError


def plainly(handle: Callable[..., None]) -> Callable[..., None]:
    """Let a command's `handle` end with the error's message and hint instead of a traceback.

    So it does where the database was never made, or by an earlier version. Its other faults are raised.
    """

    @wraps(handle)
    def handled(*args: Any, **options: Any) -> None:
        try:
            handle(*args, **options)
        except CtxpackError as error:
            hint = f"\nhint: {error.hint}" if error.hint else ""
            raise CommandError(f"{error.message}{hint}") from error
        except DatabaseError as error:
            if not _is_behind():
                raise
            message = "the database lacks what this version keeps in it\nhint: run `manage.py migrate`"
            raise CommandError(message) from error

    return handled


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
