import pytest
from django.test import Client

from registry.models import User
from registry.services.drafts import start_draft

pytestmark = pytest.mark.django_db
PAGES = ("preview", "trial", "share", "publish", "export")


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_is_shown_to_its_author_alone(client: Client, ada: User, eve: User, page: str) -> None:
    address = f"/contribute/{start_draft(actor=ada, content={'kind': 'other'}).pk}/{page}"
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    client.force_login(eve)
    assert client.get(address).status_code == 404
    client.force_login(ada)
    assert client.get(address).status_code == 200
