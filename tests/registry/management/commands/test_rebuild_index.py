import io

from django.core.management import call_command

from registry.models import IndexDocument, User
from registry.storage.base import Store
from tests.support.registry import published


def rebuild(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rebuild_index", *arguments, stdout=out)
    return out.getvalue()


def serials() -> dict[str, int]:
    return dict(IndexDocument.objects.values_list("name", "serial"))


def test_an_index_that_is_right_stays_as_it_is(ada: User) -> None:
    published(ada)
    assert rebuild() == "index of 1 packs is up to date\n"
    assert serials() == {"root": 1, "packs/month-end": 1}


def test_an_index_that_was_lost_comes_back(ada: User, store: Store) -> None:
    published(ada)
    published(ada, name="ledger-core")
    before = dict(IndexDocument.objects.values_list("name", "body"))
    IndexDocument.objects.all().delete()
    for key in list(store.keys("index/")):
        store.delete(key)
    rebuild()
    assert dict(IndexDocument.objects.values_list("name", "body")) == before
    assert len(list(store.keys("index/"))) == 3


def test_after_a_backup_every_serial_is_above_what_clients_have_seen(ada: User) -> None:
    published(ada)
    rebuild("--least-serial", "1000")
    assert serials() == {"root": 1000, "packs/month-end": 1000}
