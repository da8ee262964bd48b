from django.test import Client

from registry.models import Release, User
from registry.services.decide import approve_submission
from registry.services.work import run_due
from tests.support.personas import PATH, TEXT
from tests.support.registry import published, user

NOT_HER = "It is not Ines Okafor, and it does not speak for Ines Okafor."


def shown(client: Client, ada: User, text: str = TEXT) -> str:
    held = published(ada, extra={PATH: text.encode()}, evidence="a letter of hers")
    approve_submission(actor=user("sue", is_staff=True), submission=held.pk, reason="she agreed")
    run_due()
    return client.get("/packs/month-end").content.decode()


def test_a_persona_is_told_with_what_it_is_not_its_limits_its_sources_and_who_agreed(
    client: Client, ada: User
) -> None:
    html = shown(client, ada, TEXT.replace("no figure", "<b>no</b> figure"))
    section = html.partition('<section aria-labelledby="personas">')[2].partition("</section>")[0]
    places = [
        section.index(words)
        for words in (NOT_HER, "Blind spots", "Do not<", "What Ines Okafor weighs", "Sources")
    ]
    assert places == sorted(places)
    for words in (
        "She has never worked where there are no written figures",
        "Use it on a person instead of on a claim",
        "&lt;b&gt;no&lt;/b&gt; figure",
        "[notes] Notes for a stand-in: page 3",
        'href="https://example.org/figures"',
        "Agreed to by Ines Okafor on 2026-10-02: a letter to the publisher.",
        'href="/packs/month-end/report"',
    ):
        assert words in section
    assert "a letter of hers" not in html


def test_what_is_copied_is_text_on_the_page_and_says_first_what_it_is_not(client: Client, ada: User) -> None:
    html = shown(client, ada)
    prompt = html.partition('<code data-copy="the prompt How Ines Okafor weighs a claim">')[2]
    prompt = prompt.partition("</code>")[0]
    assert prompt.startswith("# How Ines Okafor weighs a claim\n\n**This is how Ines Okafor thinks according")
    assert NOT_HER in prompt
    assert "## Blind spots" in prompt
    assert NOT_HER in client.get("/packs/month-end.md").content.decode()


def test_it_is_counted_on_the_card_and_found_by_its_kind(client: Client, ada: User) -> None:
    shown(client, ada)
    published(ada, "bank-rec")
    assert '<li class="kind-persona">1 persona</li>' in client.get("/").content.decode()
    for address in ("/?kind=persona", "/?q=has:persona"):
        listed = client.get(address).content.decode()
        assert ("/packs/month-end" in listed, "/packs/bank-rec" in listed) == (True, False)


def test_who_agrees_no_more_can_say_so_and_every_version_with_it_is_withdrawn(
    client: Client, ada: User
) -> None:
    shown(client, ada)
    published(ada, version="1.1.0", extra={PATH: TEXT.encode()})
    report = {"reason": "consent", "text": "I do not agree any more", "contact": "ines@example.org"}
    assert "Thank you" in client.post("/packs/month-end/report", report).content.decode()
    client.force_login(User.objects.get(username="sue"))
    address = "/packs/month-end/versions/1.1.0/withdraw"
    assert "withdraw every version with it" in client.get(address).content.decode()
    client.post(address, {"reason": "She does not agree any more", "consent": "on"})
    run_due()
    assert set(Release.objects.values_list("yank_reason", flat=True)) == {"She does not agree any more"}
    assert "/packs/month-end" not in client.get("/").content.decode()


def test_withdrawing_one_version_leaves_the_others(client: Client, ada: User) -> None:
    shown(client, ada)
    published(ada, version="1.1.0", extra={PATH: TEXT.encode()})
    client.force_login(ada)
    client.post("/packs/month-end/versions/1.1.0/withdraw", {"reason": "A slip"})
    assert Release.objects.filter(yanked_at=None).get().version == "1.0.0"
