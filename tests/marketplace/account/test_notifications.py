import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.account.notifications import feed_key
from registry.models import Notice, User
from registry.services.work import run_due
from tests.support.registry import published

ADDRESS = "/accounts/notifications"


@pytest.fixture
def follower(client: Client, ada: User, eve: User) -> Client:
    published(ada, "month-end")
    run_due()
    client.force_login(eve)
    return client


def test_one_follows_a_pack_is_told_reads_and_stops(follower: Client, ada: User, eve: User) -> None:
    assert "Follow this pack" in follower.get("/packs/month-end").content.decode()
    assert follower.post("/accounts/follow/packs/month-end", {"on": "yes"})["Location"] == "/packs/month-end"
    assert "Stop following" in follower.get("/packs/month-end").content.decode()
    published(ada, "month-end", "1.1.0")
    run_due()
    html = follower.get(ADDRESS).content.decode()
    assert "month-end 1.1.0 was published" in html
    assert "Mark 1 as read" in html
    follower.post(f"{ADDRESS}/read")
    assert "as read" not in follower.get(ADDRESS).content.decode()
    follower.post("/accounts/follow/packs/month-end", {"on": "no"})
    assert not eve.subscriptions.exists()


def test_one_follows_a_publisher_and_stops_the_mail(follower: Client, eve: User) -> None:
    answer = follower.post("/accounts/follow/publishers/ledgers", {"on": "yes"})
    assert answer["Location"] == "/publishers/ledgers"
    assert "Stop following" in follower.get("/publishers/ledgers").content.decode()
    follower.post(f"{ADDRESS}/choose", {"wants_mail": "no"})
    eve.refresh_from_db()
    assert not eve.wants_mail
    assert "Send them by mail too" in follower.get(ADDRESS).content.decode()


def test_whoever_gets_no_mail_because_nobody_is_there_sees_it_and_has_it_sent_again(
    follower: Client, eve: User
) -> None:
    User.objects.filter(pk=eve.pk).update(refused_address=eve.email)
    for address in ("/accounts/", ADDRESS, f"{ADDRESS}/recap"):
        assert f"nobody gets mail at <strong>{eve.email}</strong>" in follower.get(address).content.decode()
    follower.post(f"{ADDRESS}/choose", {"wants_mail": "yes"})
    assert "nobody gets mail" not in follower.get(ADDRESS).content.decode()


def test_the_feed_opens_with_its_key_alone_and_no_more_after_a_new_password(
    client: Client, eve: User
) -> None:
    Notice.objects.create(user=eve, event="publish:1", title="a was <published>", path="/packs/a")
    address = f"{ADDRESS}/{feed_key(eve)}/feed.atom"
    answer = client.get(address)
    assert "a was &lt;published&gt;" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"{ADDRESS}/made-up/feed.atom").status_code == 404
    eve.set_password("quite another one")
    eve.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 25])
def test_the_number_of_queries_does_not_grow(
    follower: Client, eve: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for count in range(number):
        Notice.objects.create(user=eve, event=f"publish:{count}", title="x", path="/packs/a")
    with django_assert_num_queries(6):
        follower.get(ADDRESS)
