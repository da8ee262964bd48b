from django.test import Client

from registry.models import Complaint, User
from tests.support.registry import published

ADDRESS = "/packs/month-end/report"
SAID = {"reason": "wrong", "text": "The rates are of last year", "version": "1.0.0"}


def test_nobody_needs_an_account_to_report_and_nobody_reports_without_end(client: Client, ada: User) -> None:
    published(ada, "month-end")
    assert 'value="1.0.0"' in client.get(f"{ADDRESS}?version=1.0.0").content.decode()
    assert "Thank you" in client.post(ADDRESS, SAID).content.decode()
    complaint = Complaint.objects.get()
    assert (complaint.author, complaint.version, complaint.text) == (None, "1.0.0", SAID["text"])
    answers = [client.post(ADDRESS, SAID).status_code for _more in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert Complaint.objects.count() == 5


def test_one_who_is_signed_in_is_named_to_the_staff(ada_client: Client, ada: User) -> None:
    published(ada, "month-end")
    ada_client.post(ADDRESS, SAID)
    assert Complaint.objects.get().author == ada
    assert "Please check" in ada_client.post(ADDRESS, SAID | {"reason": "dull"}).content.decode()


def test_it_says_where_the_answer_will_come(ada_client: Client, ada: User) -> None:
    published(ada, "month-end")
    stranger = Client()
    assert "they cannot answer you" in stranger.post(ADDRESS, SAID).content.decode()
    sent = stranger.post(ADDRESS, SAID | {"contact": "reader@example.org"}).content.decode()
    assert "comes to reader@example.org" in sent
    assert "comes with your notifications" in ada_client.post(ADDRESS, SAID).content.decode()
