from importlib import import_module

from django.apps import apps

from registry.models import OutboxEntry, User
from tests.support.registry import published


def test_packs_from_before_the_search_index_are_promised_one_once(ada: User) -> None:
    published(ada, "month-end")
    published(ada, "bank-rec")
    migration = import_module("registry.migrations.0005_promise_search_index")
    for _time in range(2):
        migration.promise_indexing(apps, None)
    assert sorted(OutboxEntry.objects.values_list("task", "subject")) == [
        ("write_index", "bank-rec"),
        ("write_index", "month-end"),
    ]
