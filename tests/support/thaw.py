"""Taking the guards of immutable tables away, so that a test database can be emptied between tests."""

from django.db import connections

from registry.immutability import frozen_columns


def thaw_tables(*, using: str = "default") -> None:
    """Drop the triggers that `registry.immutability.freeze_tables` puts up."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in frozen_columns():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update{on_table}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete{on_table}")
