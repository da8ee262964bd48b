import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import Complaint, Membership, Pack, Publisher, User
from registry.services.complaints import answer_complaint, complain
from registry.services.yank import yank_release
from tests.marketplace.conftest import signed_in
from tests.support.registry import published
from tests.support.registry import user as make_user

ADDRESS = "/accounts/publishers/ledgers"


def test_an_owner_invites_the_invited_joins_and_gets_another_role(ada_client: Client, ada: User) -> None:
    published(ada, "month-end")
    grace = make_user("grace")
    answer = ada_client.post(f"{ADDRESS}/invitations", {"username": "grace", "role": "member"})
    assert answer["Location"] == ADDRESS
    assert "invited</span>" in ada_client.get(ADDRESS).content.decode()

    other = signed_in(Client(), grace)
    assert "invites you to" in other.get("/accounts/").content.decode()
    invitation = grace.invitations.get()
    other.post(f"/accounts/invitations/{invitation.pk}", {"accept": "yes"})
    html = other.get(ADDRESS).content.decode()
    assert "You are member here" in html
    assert "Invite somebody" not in html

    ada_client.post(f"{ADDRESS}/roles", {"username": "grace", "role": "maintainer"})
    assert Membership.objects.get(user=grace).role == "maintainer"
    assert "Invite somebody" in other.get(ADDRESS).content.decode()
    assert other.post(f"{ADDRESS}/roles", {"username": "grace", "role": ""})["Location"] == "/accounts/"
    assert other.get(ADDRESS).status_code == 403


def test_an_invitation_is_taken_back_where_it_is_shown(ada_client: Client, ada: User) -> None:
    grace = make_user("grace")
    ada_client.post(f"{ADDRESS}/invitations", {"username": "grace", "role": "owner"})
    assert "Take back" in ada_client.get(ADDRESS).content.decode()
    ada_client.post(f"{ADDRESS}/roles", {"username": "grace", "role": ""})
    assert "Take back" not in ada_client.get(ADDRESS).content.decode()
    assert not grace.invitations.exists()


def test_the_page_has_packs_people_and_the_trail(ada_client: Client, ada: User) -> None:
    published(ada, "month-end")
    html = ada_client.get(ADDRESS).content.decode()
    for words in ("month-end", "release.publish", "release:month-end@1.0.0", "People (1)"):
        assert words in html


def test_the_trail_of_many_packs_is_one_condition(ada_client: Client, ada: User) -> None:
    published(ada, "month-end")
    ledgers = Publisher.objects.get(handle="ledgers")
    Pack.objects.bulk_create(Pack(name=f"pack-{number}", publisher=ledgers) for number in range(600))
    html = ada_client.get(ADDRESS).content.decode()
    for words in ("pack-599", "release:month-end@1.0.0", "pack:month-end", "publisher:ledgers"):
        assert words in html


def test_who_is_nobody_cannot_be_invited(ada_client: Client) -> None:
    html = ada_client.post(f"{ADDRESS}/invitations", {"username": "nobody", "role": "member"})
    assert "there is nobody to invite by this name" in html.content.decode()


def test_people_are_changed_only_by_one_who_has_just_proved_who_they_are(client: Client, ada: User) -> None:
    client.force_login(ada)
    for act in ("invitations", "roles"):
        answer = client.post(f"{ADDRESS}/{act}", {"username": "ada", "role": ""})
        assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_strangers_see_nothing(client: Client, ada: User, eve: User) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")
    client.force_login(eve)
    assert client.get(ADDRESS).status_code == 403
    assert client.get("/accounts/publishers/nobody").status_code == 404


@pytest.mark.parametrize("people", [1, 20])
def test_the_number_of_queries_does_not_grow(
    ada_client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for number in range(people):
        Membership.objects.create(publisher=ada.publishers.get(), user=make_user(f"user-{number}"))
    with django_assert_num_queries(7):
        ada_client.get(ADDRESS)


def test_whoever_reported_a_pack_is_not_named_to_its_publisher_nor_who_of_the_staff_acted(
    ada_client: Client, ada: User, eve: User
) -> None:
    published(ada, "month-end")
    complain(actor=eve, pack="month-end", reason="harmful", text="It sends the ledger away")
    grace = make_user("grace")
    grace.is_staff = True
    grace.save()
    complaint = Complaint.objects.get()
    answer_complaint(actor=grace, complaint=complaint.pk, status="upheld", answer="You are right")
    yank_release(actor=grace, pack="month-end", version="1.0.0", reason="It sends data away")
    html = ada_client.get(ADDRESS).content.decode()
    assert ("release.yank" in html, "the staff" in html) == (True, True)
    assert [word for word in ("complaint.", ">eve<", ">grace<") if word in html] == []
