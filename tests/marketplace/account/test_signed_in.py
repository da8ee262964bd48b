from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.account.signed_in import sign_in_first

FORM = "http://testserver/packs/month-end/questions?page=2"
ACTION = "/questions/7/answers"


def leads_back_to(answer: HttpResponse) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def test_it_leads_back_to_the_page_that_held_the_form(rf: RequestFactory) -> None:
    assert leads_back_to(sign_in_first(rf.post(ACTION, headers={"Referer": FORM}))) == FORM
    assert leads_back_to(sign_in_first(rf.get("/packs/x", headers={"Referer": FORM}))) == "/packs/x"


@pytest.mark.parametrize(
    "referer", ["", "http://elsewhere.example/packs/x", "//elsewhere.example", "javascript:alert(1)"]
)
def test_no_other_site_is_led_to(rf: RequestFactory, referer: str) -> None:
    assert leads_back_to(sign_in_first(rf.post(ACTION, headers={"Referer": referer}))) == ACTION
