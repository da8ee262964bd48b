"""Database triggers that keep what was published as it was published.

A guard in ``save()`` stops neither ``QuerySet.update()`` nor an operator at the SQL prompt. These triggers
do: a release changes in nothing but its yank, a pack keeps its name and an advisory its pack, none of them is
ever deleted, and the audit trail only grows. Both engines report a breach as an integrity error, as they do
for a broken constraint.
"""

from typing import Any

from django.apps import apps as installed_apps
from django.db import connections

# What may change in a row that is otherwise frozen.
_MUTABLE: dict[str, frozenset[str]] = {
    "Release": frozenset({"yanked_at", "yanked_by_id", "yank_reason", "yanked_by_staff"}),
    "Component": frozenset(),
    "Requirement": frozenset(),
    "AuditEntry": frozenset(),
    "KeyChange": frozenset({"settled"}),
    "Advisory": frozenset(
        {"severity", "title", "text", "advice", "since", "fixed", "changed_at"}
        | {"withdrawn_at", "withdrawn_by_id", "withdrawal"}
    ),
    # A pack's other columns are who sees it, and the catalogue's copy of the newest release.
    "Pack": frozenset(
        {"publisher_id", "latest_id", "latest_version", "summary", "keywords", "professions"}
        | {"merit", "verifiable", "indexed_as", "updated_at", "visibility"}
    ),
}

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION registry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def frozen_columns() -> dict[str, list[str]]:
    """Return, for each guarded table, the columns that no statement may change."""
    frozen = {}
    for name, mutable in _MUTABLE.items():
        options = installed_apps.get_model("registry", name)._meta
        columns = [field.column for field in options.concrete_fields]
        frozen[options.db_table] = [column for column in columns if column not in mutable]
    return frozen


def freeze_tables(*, using: str = "default", **_signal: Any) -> None:
    """Put the guards of every immutable table in place, replacing older ones."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        # A migration back to nothing leaves no table to guard.
        for table, columns in frozen_columns().items():
            if table not in present:
                continue
            for statement in _guards(connection.vendor, table, columns):
                cursor.execute(statement)


def _guards(vendor: str, table: str, columns: list[str]) -> list[str]:
    update = f"BEFORE UPDATE OF {', '.join(columns)} ON {table}"
    delete = f"BEFORE DELETE ON {table}"
    if vendor == "postgresql":
        refuse = "FOR EACH ROW EXECUTE FUNCTION registry_refuse_change()"
        return [
            f"CREATE OR REPLACE TRIGGER {table}_no_update {update} {refuse}",
            f"CREATE OR REPLACE TRIGGER {table}_no_delete {delete} {refuse}",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"CREATE TRIGGER {table}_no_update {update} {refuse}",
        f"CREATE TRIGGER {table}_no_delete {delete} {refuse}",
    ]
