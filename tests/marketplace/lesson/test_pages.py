import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.contribute import room
from marketplace.contribute.visitor import COOKIE
from packformat.lesson.words import lesson
from registry.models import Draft, LessonAnswer, User
from registry.services.lessons import lesson_of
from tests.support.exercises import written
from tests.support.lesson import HIDDEN, RIGHT, WRONG, Typed

pytestmark = pytest.mark.django_db
NAMES = list(lesson().exercises)
LIMITS = {"summary": RIGHT["limits"][0]["summary"], "not_for": "Reminders\nLoans"}
MAIL = "documents.document-1.text"
_HIDDEN = re.compile(r'<input type="hidden" name="(initial-[^"]+)"(?: value="([^"]*)")?')


def window(client: Client, exercise: str, answer: HttpResponse | None = None) -> Typed:
    """What a page of an exercise sends unseen: what it was made from."""
    shown = answer or client.get(f"/lesson/{exercise}")
    made_from: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(shown.content.decode()):
        made_from.setdefault(name, []).append(unescape(value))
    return dict(made_from)


def page(client: Client, exercise: str) -> str:
    return client.get(f"/lesson/{exercise}").content.decode()


def test_nothing_is_kept_of_whoever_only_reads_and_nothing_is_called_wrong(client: Client) -> None:
    for exercise in lesson().exercises.values():
        html = page(client, exercise.name)
        assert exercise.title in html
        assert "Please look at this again" not in html
    assert not LessonAnswer.objects.exists()
    assert COOKIE not in client.cookies


def test_what_is_wrong_stays_beside_what_is_missing_a_hint_and_a_way_on_until_it_is_right(
    client: Client,
) -> None:
    for number, (exercise, typed, told) in enumerate({one[0]: one for one in WRONG}.values(), 1):
        seen = window(client, exercise)
        html = client.post(f"/lesson/{exercise}", seen | _sent(typed), follow=True).content.decode()
        assert "<title>Error: " in html
        assert told[0][1].partition("`")[0].strip() in html
        assert '<details class="worked" open><summary>A hint' in html
        assert "Leave it for later" in html
        assert html.count('class="begun"') == 1
        right = window(client, exercise) | _sent(RIGHT[exercise][0])
        answer = client.post(f"/lesson/{exercise}", right, follow=True)
        assert answer.redirect_chain == [(f"/lesson/{exercise}", 302)]
        assert "That is it." in answer.content.decode()
        assert answer.content.decode().count('class="done"') == number


def _sent(typed: Typed) -> Typed:
    """What a browser sends of what was typed: lines for a list that is typed."""
    return {field: "\n".join(value) if field == "not_for" else value for field, value in typed.items()}


def test_what_is_private_is_replaced_by_a_button_and_the_last_look_is_left_to_a_person(
    client: Client,
) -> None:
    mail = lesson().exercises["private"].begin[MAIL]
    typed = window(client, "private") | {"documents.document-1.title": "A mail", MAIL: mail}
    shown = client.post("/lesson/private", typed, follow=True)
    assert f'value="hide:{MAIL}"' in shown.content.decode()
    sent = typed | window(client, "private", shown) | {"do": f"hide:{MAIL}"}
    html = client.post("/lesson/private", sent, follow=True).content.decode()
    assert LessonAnswer.objects.get().content["documents"][0]["text"] == HIDDEN
    assert "One name is left that no program finds" in html
    assert client.post("/lesson/private", sent | {"do": "hide:nothing"}).status_code == 302


def test_two_windows_keep_both_texts(client: Client) -> None:
    client.post("/lesson/limits", LIMITS)
    one, other = ({**LIMITS, **window(client, "limits"), "summary": text} for text in ("One", "Other"))
    assert client.post("/lesson/limits", one).status_code == 302
    answer = client.post("/lesson/limits", {**other, "not_for": "Loans"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "or another window, changed the same answer" in html
    assert ">\nOther</textarea>" in html
    assert '<p class="wrap said">One</p>' in html
    seen = window(client, "limits", answer)
    client.post("/lesson/limits", {**other, **seen, "not_for": "Loans", "do": "theirs:summary"})
    assert LessonAnswer.objects.get().content == {"summary": "One", "not_for": ["Loans"]}
    client.post("/lesson/limits", {**other, **seen, "not_for": "Loans"})
    assert LessonAnswer.objects.get().content == {"summary": "Other", "not_for": ["Loans"]}


def test_two_windows_in_which_something_else_was_ticked_are_shown_by_what_it_is_called(
    client: Client,
) -> None:
    client.post("/lesson/loads", {"chosen": ["terms", "signing"]})
    answer = client.post("/lesson/loads", {"chosen": ["history"]})
    titles = [one.title for one in lesson().exercises["loads"].choices if one.value in ("terms", "signing")]
    assert f'<p class="wrap said">{"<br>".join(titles)}</p>' in answer.content.decode()
    client.post("/lesson/loads", window(client, "loads", answer) | {"chosen": ["history"]})
    assert LessonAnswer.objects.get().content == {"chosen": ["history"]}


def test_what_is_left_for_later_is_kept_and_nothing_is_begun_where_nothing_was_written(
    client: Client,
) -> None:
    answer = client.post("/lesson/step", window(client, "step") | _begun("step") | {"do": "later"})
    assert answer["Location"] == "/lesson/check"
    assert not LessonAnswer.objects.exists()
    typed = window(client, "step") | _begun("step") | {"steps.step-1.done": "Both agree", "do": "later"}
    assert client.post("/lesson/step", typed)["Location"] == "/lesson/check"
    assert LessonAnswer.objects.get().content["steps"][0]["done"] == "Both agree"


def test_what_could_not_be_kept_is_new_to_the_next_page_as_well(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(room, "MOST_BYTES", 0)
        refused = client.post("/lesson/loads", {"chosen": ["terms"]})
    assert window(client, "loads", refused) == {}
    client.post("/lesson/loads", {"chosen": ["terms"]})
    too_long = client.post("/lesson/limits", {"summary": "long " * 100, "initial-summary": "x" * 1000})
    assert window(client, "limits", too_long)["initial-summary"] == [""]


def _begun(exercise: str) -> Typed:
    return dict(lesson().exercises[exercise].begin)


def test_what_is_too_long_is_said_and_stays_in_its_field(client: Client) -> None:
    for sent in ({"summary": "long " * 100}, {"not_for": "word " * 100}):
        answer = client.post("/lesson/limits", sent)
        assert answer.status_code == 422
        assert "word word" in answer.content.decode() or "long long" in answer.content.decode()
    assert not LessonAnswer.objects.exists()


def test_an_address_has_room_as_for_drafts(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 0)
    assert "have not signed in" in client.post("/lesson/limits", LIMITS).content.decode()
    assert "have not signed in" in client.post("/lesson/draft").content.decode()
    assert not Draft.objects.exists()
    client.force_login(ada)
    assert client.post("/lesson/limits", LIMITS).status_code == 302


def test_there_is_no_other_exercise_and_no_other_kind_of_work(client: Client) -> None:
    assert client.get("/lesson/cooking").status_code == 404
    assert client.post("/lesson/draft", {"kind": "cooking"}).status_code == 404


def test_signing_in_takes_over_what_the_browser_did(client: Client, ada: User) -> None:
    client.post("/lesson/limits", LIMITS)
    assert "Sign in</a> to keep it for good" in page(client, "step")
    client.post("/accounts/login/", {"login": "ada", "password": "a long password"})
    assert lesson_of(ada)["limits"].passed_at is not None
    assert "to keep it for good" not in page(client, "step")


def test_a_draft_of_ones_own_begins_with_one_click_and_what_was_written(client: Client) -> None:
    assert "Begin with what I wrote" not in client.get("/lesson").content.decode()
    client.post("/lesson/limits", LIMITS)
    assert "Begin with what I wrote" in client.get("/lesson").content.decode()
    answer = client.post("/lesson/draft", {"kind": "video-packaging"}, follow=True)
    draft = Draft.objects.get()
    assert draft.content["not_for"] == ["Reminders", "Loans"]
    assert answer.redirect_chain == [(f"/contribute/{draft.pk}/outcome", 302)]
    assert "Loans" in answer.content.decode()


def test_whoever_did_everything_is_led_to_a_draft(ada_client: Client, ada: User) -> None:
    for name, answers in RIGHT.items():
        written(actor=ada, exercise=name, answers=answers[0])
    assert "You have done every exercise" in ada_client.get("/lesson").content.decode()
    assert ">Begin a pack of your own</a>" in page(ada_client, NAMES[0])


@pytest.mark.parametrize("count", [0, len(NAMES)])
def test_each_page_takes_one_query_for_the_lesson(
    ada_client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for name in NAMES[:count]:
        written(actor=ada, exercise=name, answers=RIGHT[name][0])
    for address in ("/lesson", *(f"/lesson/{name}" for name in NAMES)):
        with django_assert_num_queries(3):
            ada_client.get(address)


def test_it_is_found_where_somebody_begins(client: Client, ada_client: Client) -> None:
    for address in ("/contribute/", "/accounts/"):
        assert 'href="/lesson"' in ada_client.get(address).content.decode()
