import pytest
from django.test import Client, RequestFactory

from marketplace.site.refusals import RefusalMiddleware
from tests.support.rows import release_row


@pytest.mark.django_db
def test_a_refusal_becomes_a_page_that_says_what_and_what_next(client: Client) -> None:
    release_row("month-end", files=[["README.md", "sha256:" + "0" * 64, 5, False]])
    answer = client.get("/packs/month-end/versions/1.0.0/files/README.md")
    assert answer.status_code == 503
    html = answer.content.decode()
    assert "This is not possible" in html
    assert "the store has no <code>archives/" in html
    assert "try again in a minute" in html


def test_a_fault_stays_a_fault() -> None:
    middleware = RefusalMiddleware(lambda _request: None)
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("ours")) is None


@pytest.mark.django_db
def test_an_address_that_only_takes_what_a_button_sends_says_so(client: Client) -> None:
    answer = client.get("/accounts/notifications/read")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is nothing to show here" in answer.content.decode()
