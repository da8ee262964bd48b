import re
from typing import Any

import pytest
from django.test import Client

from registry.models import Draft, User
from registry.services.drafts import start_draft

pytestmark = pytest.mark.django_db
STEPS = [{"id": f"step-{number}", "title": f"Step the {number}th"} for number in range(1, 5)]
CONTENT: dict[str, Any] = {"kind": "other", "title": "Close", "steps": STEPS}


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content=CONTENT)


def change(draft: Draft, number: int, **answers: str) -> None:
    draft.content["steps"][number] |= answers
    draft.save()


def folded(client: Client, draft: Draft, query: str = "") -> list[str]:
    """The items that are folded, by the line that says what they are."""
    html = client.get(f"/contribute/{draft.pk}/steps{query}").content.decode()
    return re.findall(r'<details><summary class="wrap">(.*?) <span class="change">', html)


def test_of_a_long_list_each_item_is_folded_to_what_it_is_recognised_by(
    ada_client: Client, draft: Draft
) -> None:
    assert folded(ada_client, draft) == [step["title"] for step in STEPS]
    html = ada_client.get(f"/contribute/{draft.pk}/steps").content.decode()
    assert html.count('name="steps.step-4.how"') == 1


def test_a_short_list_stands_open(ada_client: Client, draft: Draft) -> None:
    draft.content["steps"].pop()
    draft.save()
    assert folded(ada_client, draft) == []


def test_the_item_that_one_goes_to_stands_open(ada_client: Client, draft: Draft) -> None:
    assert STEPS[1]["title"] not in folded(ada_client, draft, "?at=step-2")
    assert len(folded(ada_client, draft, "?at=step-2")) == 3


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"title": ""}, "what lacks something, or is blank"),
        ({"how": "Write to petra@muster.de"}, "what may be private"),
    ],
)
def test_an_item_with_something_to_look_at_stands_open(
    ada_client: Client, draft: Draft, answers: dict[str, str], said: str
) -> None:
    change(draft, 2, **answers)
    assert folded(ada_client, draft) == [STEPS[number]["title"] for number in (0, 1, 3)], said


def test_what_two_changed_or_was_refused_stands_open(ada_client: Client, draft: Draft) -> None:
    page = f"/contribute/{draft.pk}/steps"
    ada_client.post(page, {"steps.step-1.title": "Theirs", "revision": "1", "do": "save"})
    sent = {"steps.step-1.title": "Mine", "steps.step-2.title": "x" * 999, "revision": "1", "do": "save"}
    html = ada_client.post(page, sent).content.decode()
    assert html.count('<details><summary class="wrap">') == 2
    assert "The other text" in html
