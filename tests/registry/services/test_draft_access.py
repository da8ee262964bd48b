import pytest

from registry.models import User
from registry.services.draft_access import drafts_of, visitor_digest
from registry.services.drafts import start_draft

pytestmark = pytest.mark.django_db


def test_drafts_are_those_of_the_person_the_browser_and_whoever_shared_them(ada: User, eve: User) -> None:
    own = start_draft(actor=ada, content={"kind": "other"})
    browsers = start_draft(actor=None, visitor="key", content={"kind": "other"})
    shared = start_draft(actor=eve, content={"kind": "other"})
    shared.editors.add(ada)
    assert set(drafts_of(ada, "key")) == {own, browsers, shared}
    assert set(drafts_of(ada)) == {own, shared}
    assert not drafts_of(None).exists()


def test_the_key_of_a_browser_is_not_kept() -> None:
    assert visitor_digest("key") not in ("", "key")
    assert visitor_digest("") == ""
