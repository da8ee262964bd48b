import pytest
from django.test import Client

from marketplace.site.limits import MAX_REQUEST_BYTES


def test_a_request_that_is_too_large_is_turned_away_before_it_is_read(client: Client) -> None:
    answer = client.post("/publish", CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1))
    assert answer.status_code == 413
    assert "This file is too large" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("length", ["", "0", str(MAX_REQUEST_BYTES)])
@pytest.mark.django_db
def test_a_request_of_lawful_size_passes(client: Client, length: str) -> None:
    assert client.get("/", CONTENT_LENGTH=length).status_code == 200


@pytest.mark.parametrize("address", ["/packs/a%00b", "/?q=%00", "/index.md?q=a%00", "/packs/x/compare?a=%00"])
def test_an_address_with_nul_is_nowhere(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/packs/a%00b", "/api/v1/packs?q=%00", "/api/%00"])
def test_the_api_refuses_an_address_with_nul_in_its_own_form(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.json()["code"]) == (400, "E_REQUEST")
        assert answer["Content-Type"] == "application/problem+json"
