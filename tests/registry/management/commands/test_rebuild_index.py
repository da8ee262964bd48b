import io
import json

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


def said() -> dict[str, dict]:
    """What each document says, but for its moments: it may be signed a second later."""
    found = {}
    for name, body in IndexDocument.objects.values_list("name", "body"):
        payload = json.loads(bytes(body).splitlines()[1])
        found[name] = {key: payload[key] for key in payload if key not in ("signed_at", "expires_at")}
    return found


def test_an_index_that_is_right_stays_as_it_is(ada: User) -> None:
    published(ada)
    assert rebuild() == "index of 1 packs is up to date\n"
    assert serials() == {"root": 1, "packs/month-end": 1}


def test_an_index_that_was_lost_comes_back(ada: User, store: Store) -> None:
    published(ada)
    published(ada, name="ledger-core")
    before = said()
    IndexDocument.objects.all().delete()
    for key in list(store.keys("index/")):
        store.delete(key)
    rebuild()
    assert said() == before
    assert len(list(store.keys("index/"))) == 3


def test_after_a_backup_every_serial_is_above_what_clients_have_seen(ada: User) -> None:
    published(ada)
    rebuild("--least-serial", "1000")
    assert serials() == {"root": 1000, "packs/month-end": 1000}
