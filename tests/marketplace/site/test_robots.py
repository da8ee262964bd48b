import pytest
from django.test import Client


def test_robots_read_the_catalogue_and_nothing_personal(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    rules = answer.content.decode().splitlines()
    assert "Disallow: /accounts/" in rules
    assert "Disallow: /" not in rules


@pytest.mark.django_db
def test_the_icon_is_found_at_its_old_address_too(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 301
    icon = client.get(answer["Location"])
    icon.close()
    assert icon["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize("address", ["/robots.txt", "/favicon.ico", "/healthz", "/"])
def test_nothing_can_be_posted_to_pages_that_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
