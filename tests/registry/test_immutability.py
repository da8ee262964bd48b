"""The database itself keeps what was published; SQL is used here because an operator could."""

import pytest
from django.db import IntegrityError, connection, transaction

from registry.immutability import freeze_tables, frozen_columns
from registry.models import AuditEntry, Pack, Release, User
from tests.support.registry import published
from tests.support.thaw import thaw_tables


def refused(statement: str) -> bool:
    """Whether the database refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def release(ada: User) -> Release:
    return published(ada, requires={"ledger-core": ">=1"}).release


def test_no_column_of_a_release_changes_but_those_of_its_yank(release: Release) -> None:
    columns = {field.column for field in Release._meta.concrete_fields}
    frozen = {
        column
        for column in columns
        if refused(f"UPDATE registry_release SET {column} = {column} WHERE id = {release.pk}")
    }
    assert columns - frozen == {"yanked_at", "yanked_by_id", "yank_reason", "yanked_by_staff"}


@pytest.mark.parametrize("table", ["component", "requirement", "auditentry"])
def test_nothing_changes_in_what_belongs_to_a_release_or_the_trail(release: Release, table: str) -> None:
    assert release.pk
    column = {"component": "name", "requirement": "specifier", "auditentry": "action"}[table]
    assert refused(f"UPDATE registry_{table} SET {column} = 'other'")


def test_a_pack_keeps_its_name(release: Release) -> None:
    assert refused("UPDATE registry_pack SET name = 'another'")
    Pack.objects.update(summary="The catalogue's copy may change")
    assert Pack.objects.get(pk=release.pack_id).name == "month-end"


@pytest.mark.parametrize("table", ["release", "component", "requirement", "auditentry", "pack"])
def test_what_was_published_is_never_deleted(release: Release, table: str) -> None:
    assert release.pk
    assert refused(f"DELETE FROM registry_{table}")


def test_the_orm_is_refused_as_well(release: Release) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(archive_digest="sha256:" + "0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        release.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.all()._raw_delete("default")


def test_a_version_is_never_used_twice(release: Release) -> None:
    copy = Release.objects.get(pk=release.pk)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_every_guarded_table_keeps_at_least_its_key(db: None) -> None:
    assert all("id" in columns for columns in frozen_columns().values())


def test_the_guards_come_back_when_they_are_put_up_again(release: Release) -> None:
    freeze_tables()
    assert refused(f"UPDATE registry_release SET size = 1 WHERE id = {release.pk}")


def test_tables_that_are_not_there_need_no_guard(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    freeze_tables()
    assert refused(f"UPDATE registry_release SET size = 1 WHERE id = {release.pk}")


@pytest.mark.usefixtures("transactional_db")
def test_guards_that_were_taken_away_are_put_up_again(ada: User) -> None:
    published(ada)
    thaw_tables()
    assert not refused("UPDATE registry_release SET size = 1")
    freeze_tables()
    assert refused("UPDATE registry_release SET size = 1")
