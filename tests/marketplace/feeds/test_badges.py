from xml.etree import ElementTree

from django.test import Client

from registry.models import User
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published


def badge(client: Client) -> str:
    answer = client.get("/packs/month-end/badge.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    return "".join(ElementTree.fromstring(answer.content).itertext())  # noqa: S314 - our own answer


def test_a_badge_says_the_version_and_then_that_it_is_withdrawn(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.2.0")
    assert "month-end on ctxpack: 1.2.0" in badge(client)
    yank_release(actor=ada, pack="month-end", version="1.2.0", reason="Wrong rates")
    run_due()
    assert "withdrawn" in badge(client)
    assert client.get("/packs/nothing/badge.svg").status_code == 404
