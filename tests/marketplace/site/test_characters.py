from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import User
from tests.marketplace.test_urls import routes
from tests.support.every_address import ALLAUTH, addresses
from tests.support.private_packs import plant

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def _arguments(route: Any) -> set[str]:
    """Of a path, of a regular expression, which has no converters, or of what the path is included under."""
    above = {"pk"} if route.name in ("mfa_remove_webauthn", "mfa_edit_webauthn") else set()
    return {*route.pattern.converters, *route.pattern.regex.groupindex, *above}


def test_every_form_is_refused_with_a_page_that_says_so(ada: User) -> None:
    planted = plant(ada, ada)
    client = Client()
    client.force_login(ada)
    places = [one.to(planted.there) for one in addresses() if one.urlconf is None]
    places += [
        reverse(route.name, kwargs=dict.fromkeys(_arguments(route), "1"))
        for route in routes()
        if route.name and route.name.startswith(ALLAUTH)
    ]
    found = {}
    for place, sent in product(places, ("text=a%00b", "a%00b=text")):
        answer = client.post(place, sent, content_type=FORM)
        if answer.status_code != 400 or "it holds the character NUL" not in answer.content.decode():
            found[place] = answer.status_code
    assert found == {}
