from django.test import Client

from packformat.digest import Digest
from registry.models import User
from registry.storage.base import Store
from registry.storage.keys import archive_key
from tests.support.registry import published

EXAMPLES = {
    "examples/right/example.toml": b'label = "good"\ntitle = "Tied out"\nreason = "Every line agrees"\n',
    "examples/wrong/example.toml": b'label = "bad"\nreason = "One line is off"\n',
    "examples/other-1/example.toml": b'label = "bad"\nreason = "A figure is off"\n',
    "examples/other-2/example.toml": b'label = "bad"\nreason = "A figure is off"\n',
    "examples/other-3/example.toml": b'label = "bad"\nreason = "A figure is off"\n',
}


def page(client: Client) -> str:
    return client.get("/packs/month-end").content.decode()


def test_good_and_bad_examples_stand_side_by_side_and_lead_to_their_files(client: Client, ada: User) -> None:
    published(ada, "month-end", extra=EXAMPLES)
    html = page(client)
    for words in ("Good (1)", "Bad (4)", "Tied out", "Every line agrees", "The others are among the files"):
        assert words in html
    assert 'href="/packs/month-end/versions/1.0.0/files/examples/right/example.toml"' in html


def test_the_page_stands_without_the_store(client: Client, ada: User, store: Store) -> None:
    release = published(ada, "month-end", extra=EXAMPLES).release
    store.delete(archive_key(Digest.parse(release.archive_digest)))
    assert "What good and bad look like" not in page(client)
