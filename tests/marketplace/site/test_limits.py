import pytest
from django.test import Client

from marketplace.site.limits import MAX_REQUEST_BYTES


def test_a_request_that_is_too_large_is_turned_away_before_it_is_read(client: Client) -> None:
    answer = client.post("/publish", CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1))
    assert answer.status_code == 413
    assert "This is too large" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("length", ["", "0", str(MAX_REQUEST_BYTES)])
@pytest.mark.django_db
def test_a_request_of_lawful_size_passes(client: Client, length: str) -> None:
    assert client.get("/", CONTENT_LENGTH=length).status_code == 200
