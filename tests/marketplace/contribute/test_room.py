import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace.contribute import room
from registry.models import Draft, User

pytestmark = pytest.mark.django_db
REFUSED = "have not signed in"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def draft(client: Client) -> Draft:
    client.post("/contribute/new/other", {"title": "Mine", "do": "save"}, follow=True)
    return Draft.objects.get()


def fill_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 0)


def test_documents_of_an_address_are_kept_up_to_a_limit_until_somebody_signs_in(
    client: Client, ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bring() -> str:
        sent = {"documents": SimpleUploadedFile("a.txt", b"Some words")}
        return client.post(f"/contribute/{draft.pk}/documents", sent, follow=True).content.decode()

    fill_up(monkeypatch)
    assert REFUSED in bring()
    assert not draft.documents.exists()
    client.force_login(ada)
    assert REFUSED not in bring()
    assert draft.documents.count() == 1


def test_so_are_answers_and_what_was_typed_stays_in_its_field(
    client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_up(monkeypatch)
    answer = client.post(f"/contribute/{draft.pk}/outcome", {"title": "Longer", "do": "save"})
    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()
    assert "Longer" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.content["title"] == "Mine"


def test_no_draft_is_begun_and_no_folder_opened_beyond_the_limit(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_up(monkeypatch)
    answer = client.post("/contribute/new/other", {"title": "Mine", "do": "save"})
    assert answer.status_code == 429
    assert REFUSED in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as folder:
        folder.writestr("x1/commands/start.md", "Start\n")
    sent = {"folder": SimpleUploadedFile("x1.zip", data.getvalue())}
    assert REFUSED in client.post("/contribute/open", sent, follow=True).content.decode()
    assert not Draft.objects.exists()


def test_a_revision_takes_the_room_of_all_answers(draft: Draft) -> None:
    assert room.room_of(draft, {"title": "x" * 1000}) > 1000 + room.room_of(draft)
