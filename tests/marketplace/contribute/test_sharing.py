import io
import re
import zipfile

import pytest
from django.test import Client

from registry.models import Draft, DraftLink, User
from registry.services.draft_sharing import add_editor, make_link
from registry.services.drafts import start_draft
from tests.support.drafts import CLOSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content=CLOSE)


def test_a_link_lets_a_colleague_read_and_comment_until_it_is_ended(
    client: Client, ada_client: Client, draft: Draft
) -> None:
    html = ada_client.post(f"/contribute/{draft.pk}/share").content.decode()
    path = re.search(r"http://testserver(/previews/[^\"]+)", html)[1]
    reader = Client()
    shown = reader.get(path)
    assert "Reconcile the bank" in shown.content.decode()
    assert shown["X-Robots-Tag"] == "noindex"
    assert "This field is required" in reader.post(path, {"name": "Ben"}).content.decode()
    reader.post(path, {"name": "Ben", "text": "Step 2 needs a limit"})
    folder = zipfile.ZipFile(io.BytesIO(b"".join(reader.get(f"{path}/folder").streaming_content)))
    assert "month-end-close/pack.toml" in folder.namelist()
    assert "Step 2 needs a limit" in ada_client.get(f"/contribute/{draft.pk}/share").content.decode()
    ada_client.post(f"/contribute/{draft.pk}/share/{DraftLink.objects.get().pk}/end")
    assert reader.get(path).status_code == 404


def test_co_authors_are_invited_and_uninvited(ada_client: Client, draft: Draft, eve: User) -> None:
    address = f"/contribute/{draft.pk}/editors"
    assert "nobody here is called that" in ada_client.post(address, {"username": "zoe"}).content.decode()
    assert "This field is required" in ada_client.post(address, {}).content.decode()
    ada_client.post(address, {"username": "eve"})
    other = Client()
    other.force_login(eve)
    html = other.get(f"/contribute/{draft.pk}/share").content.decode()
    assert "whose draft it is" in html
    ada_client.post(address, {"remove": eve.username})
    assert other.get(f"/contribute/{draft.pk}/share").status_code == 404


def test_only_the_owner_shares(client: Client, eve: User, ada: User, draft: Draft) -> None:
    add_editor(actor=ada, draft_id=draft.pk, username="eve")
    link, _secret = make_link(actor=ada, draft_id=draft.pk)
    client.force_login(eve)
    client.post(f"/contribute/{draft.pk}/share")
    assert DraftLink.objects.count() == 1
    assert client.post(f"/contribute/{draft.pk}/share/{link.pk}/end").status_code == 404


def test_a_link_that_was_never_made_leads_nowhere(client: Client, db: None) -> None:
    assert client.get("/previews/made-up").status_code == 404
