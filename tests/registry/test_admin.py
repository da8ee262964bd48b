import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from registry.downloads import Noted
from registry.models import ApiToken, Collection, KeyChange, Membership, ModelAnswer, PackFacet, Release, User
from registry.search.trust import REVIEWED, TRUST
from registry.services.advisories import Statement, publish_advisory
from registry.services.appeals import make_appeal
from registry.services.complaints import complain
from registry.services.downloads import count_downloads
from registry.services.drafts import start_draft
from registry.services.grants import grant_access
from registry.services.members import invite_member
from registry.services.notices import deliver
from registry.services.questions import ask_question
from registry.services.removals import remove_said
from registry.services.reviews import write_review
from registry.services.subscribe import follow_pack
from registry.services.tokens import create_token
from registry.services.wishes import wish_for
from registry.services.yank import yank_release
from tests.support import registry
from tests.support.attestations import sent, with_evals
from tests.support.exercises import written
from tests.support.registry import published

CHANGEABLE = {"user", "publisher", "collection"}
MODELS = sorted(model._meta.model_name for model in apps.get_app_config("registry").get_models())


@pytest.fixture
def root(ada: User) -> Client:
    """The admin's session, in a registry with something of everything."""
    published(ada, requires={"ledger-core": ">=1"})
    sent(registry.user("tester"), with_evals(ada))
    published(ada, version="2.0.0", licence="")
    published(ada, "ours", private=True)
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="x")
    create_token(actor=ada, name="x", scopes=["read"])
    start_draft(actor=ada, content={"kind": "other"})
    written(actor=ada, exercise="loads", answers={})
    other = registry.user("other")
    said = {"pack": "month-end", "version": "1.0.0", "text": "It did"}
    write_review(actor=other, verdict="works", role="tester", **said)
    complain(actor=other, reason="wrong", **said)
    question = ask_question(actor=other, pack="month-end", text="Does it?")
    publish_advisory(actor=ada, pack="month-end", statement=Statement("low", "x", "x", "x"))
    wish_for(actor=other, words="court filing")
    follow_pack(actor=other, pack="month-end", on=True)
    invite_member(actor=ada, publisher="ledgers", username="other", role="member")
    grant_access(actor=ada, pack="ours", username="other", reference="order-1", until=None)
    deliver(f"publish:{Release.objects.first().pk}")
    Collection.objects.create(slug="first", title="First", summary="x")
    count_downloads({Noted(Release.objects.first().archive_digest[7:], "192.0.2.0/24")})
    staff = registry.user("staff", is_staff=True)
    remove_said(actor=staff, kind="question", number=question.pk, reason="x")
    make_appeal(actor=other, kind="question", key=str(question.pk), words="x")
    ModelAnswer.objects.create(question="sha256:0", reader="x", answer="{}")
    KeyChange.objects.create(old_key="0" * 64, new_key="1" * 64)
    client = Client()
    client.force_login(registry.user("root", is_staff=True, is_superuser=True))
    return client


def registered() -> dict[str, type]:
    return {
        model._meta.model_name: model for model in admin.site._registry if model._meta.app_label == "registry"
    }


@pytest.mark.parametrize("name", sorted(registered()))
def test_everything_can_be_looked_at(root: Client, name: str) -> None:
    model = registered()[name]
    row = model.objects.order_by("pk").first()
    assert root.get(f"/admin/registry/{name}/").status_code == 200
    assert row is not None
    assert root.get(f"/admin/registry/{name}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("name", sorted(registered().keys() - CHANGEABLE))
def test_nothing_that_services_write_can_be_touched(root: Client, name: str) -> None:
    row = registered()[name].objects.order_by("pk").first()
    assert root.get(f"/admin/registry/{name}/add/").status_code == 403
    assert root.post(f"/admin/registry/{name}/{row.pk}/change/", {}).status_code == 403
    assert root.post(f"/admin/registry/{name}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_every_model_is_there_by_itself_or_within_another() -> None:
    within = {"component", "requirement", "finding", "membership", "answer", "collectionitem"}
    within |= {"decision", "draftfile", "draftlink", "draftcomment", "draftrevision", "draftdocument"}
    made_from_the_others = {"downloadseen", "posting", "packfacet", "searchterm", "searchword", "searchgram"}
    assert registered().keys() | within | made_from_the_others == set(MODELS)


def test_a_tokens_digest_is_not_shown(root: Client) -> None:
    token = ApiToken.objects.get()
    page = root.get(f"/admin/registry/apitoken/{token.pk}/change/").content.decode()
    assert token.digest not in page
    assert token.hint in page


def test_people_can_be_added_to_a_publisher_but_its_handle_stays(root: Client) -> None:
    membership = Membership.objects.get()
    page = root.get(f"/admin/registry/publisher/{membership.publisher_id}/change/").content.decode()
    assert 'name="handle"' not in page
    assert 'name="memberships-0-role"' in page
    assert 'name="handle"' in root.get("/admin/registry/publisher/add/").content.decode()


def test_one_who_is_added_to_a_publisher_counts_no_more_as_another(root: Client, ada: User) -> None:
    reviewed = PackFacet.objects.filter(pack__name="month-end", facet=TRUST, value=REVIEWED)
    assert reviewed.exists()
    membership = Membership.objects.get()
    people = {"memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 1}
    kept = {"id": membership.pk, "publisher": membership.publisher_id, "user": ada.pk, "role": "owner"}
    added = {
        "publisher": membership.publisher_id,
        "user": User.objects.get(username="other").pk,
        "role": "member",
    }
    people |= {f"memberships-0-{field}": value for field, value in kept.items()}
    people |= {f"memberships-1-{field}": value for field, value in added.items()}
    page = f"/admin/registry/publisher/{membership.publisher_id}/change/"
    assert root.post(page, people | {"display_name": "Ledgers"}).status_code == 302
    assert not reviewed.exists()


def test_the_admin_is_closed_to_everybody_else(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    assert client.get("/admin/registry/release/").status_code == 302
