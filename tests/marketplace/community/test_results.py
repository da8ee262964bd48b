import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from packformat.evals.attestation import read_attestation
from packformat.evals.judges.pair import Said
from registry.models import Attestation, User
from tests.marketplace.conftest import signed_in
from tests.support import registry
from tests.support.attestations import sent, with_evals
from tests.support.eval_reports import judge
from tests.support.xss import VECTORS, page_dangers

RESULTS = "/packs/adding/results"
BOTH = [("two", "with", 1, True), ("two", "without", 1, False)]


def page(client: Client, address: str = RESULTS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_result_says_who_ran_what_with_which_agent_how_often_and_what_came_of_it(
    client: Client, ada: User, eve: User
) -> None:
    kept = sent(eve, with_evals(ada), runs=BOTH, agent="claude -p", models=["opus"])
    for address in (RESULTS, "/packs/adding/versions/1.0.0/results"):
        html = page(client, address)
        for words in (
            "every case met (1)",
            "<strong>eve</strong> about",
            "<code>claude -p</code>",
            "<dd>opus</dd>",
            "1 of 1, once each",
            "with the pack 1 of 1 cases met every time",
            "without the pack 0 of 1 cases met every time",
            "+100 points (95 % interval",
            f"key <code>{kept.key.key_id}</code>",
            "does <strong>not</strong> show that the runs took place",
            "ctxpack eval attest report.json --send",
        ):
            assert words in html
        assert "run by the publisher" not in html
    document = client.get(f"/results/{kept.pk}.jsonl")
    assert "adding-1.0.0-" in document["Content-Disposition"]
    assert read_attestation(document.content, "it").evidence.agent == "claude -p"


def test_a_case_that_was_met_once_in_many_runs_is_not_shown_as_one_that_is_met(
    client: Client, ada: User, eve: User
) -> None:
    sent(eve, with_evals(ada), runs=[("two", "with", 1, True), ("two", "with", 2, False)], need="any")
    for address in (RESULTS, "/packs/adding"):
        html = page(client, address)
        assert 'class="chip warn">every case met at least once (1)</span>' in html
        assert "every case met (1)" not in html


def test_a_result_that_judges_decided_says_who_they_are_and_how_sure_they_were(
    client: Client, ada: User, eve: User
) -> None:
    release = with_evals(ada)
    judges = [judge("claude -p", "opus", "haiku"), judge("./ask-a-person")]
    sent(eve, release, runs=BOTH, judges=judges, said=[Said("first", "second"), Said("first", "first")])
    html = page(client)
    for words in (
        "<dt>Judged by</dt><dd>a language model, opus, haiku, asked as <code>claude -p</code></dd>",
        "<dd>a program that names no model: <code>./ask-a-person</code></dd>",
        '/versions/1.0.0/files/evals/two/graders.toml">letter</a> of the case two',
        "(2 criteria, 2 of 2 points needed): met in 1 of 1 run<",
        "of 1 pair with the runs without the pack: 0 won, 1 tied, 0 lost<",
        "preferred in 50 % of cases (95 % interval 5 to 95; 50 is no difference)",
        "judges said the same 1 of 2 times; otherwise it is a tie",
        "several judges agree about criteria in 4 of 4 comparisons of their votes",
        "US dollars, as the agent and the judges say",
        "an opinion: of a language model or another program, which whoever sent the result chose",
    ):
        assert words in html
    assert "judged in words by opus, haiku, <code>./ask-a-person</code>;" in page(client, "/packs/adding")
    assert "judged in words by opus, haiku, `./ask-a-person`;" in page(client, "/packs/adding?format=md")
    markdown = page(client, RESULTS + "?format=md")
    assert "Judged by a language model, opus, haiku, asked as `claude -p`; a program that names" in markdown
    assert "0 won, 1 tied, 0 lost" in markdown


def test_where_nobody_judged_the_pages_say_nothing_of_judges(client: Client, ada: User) -> None:
    sent(ada, with_evals(ada), runs=BOTH)
    for address in (RESULTS, RESULTS + "?format=md", "/packs/adding", "/packs/adding?format=md"):
        assert "udged by" not in page(client, address)
        assert "judged in words" not in page(client, address)


def test_what_is_weaker_evidence_says_so(client: Client, ada: User) -> None:
    release = with_evals(ada)
    sent(ada, release, replayed=True, agent="replay of good", models=[], runs=[("two", "with", 1, False)])
    for html in (page(client), page(client, "/packs/adding")):
        assert "0 of 1 cases met" in html
        assert "un by the publisher" in html
        assert "no agent worked" in html
    markdown = page(client, RESULTS + "?format=md")
    assert "replayed, no agent worked: sent by ada (run by the publisher) about 1.0.0" in markdown


def test_the_page_of_the_pack_shows_strangers_first_and_leads_to_all(
    client: Client, ada: User, eve: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release = with_evals(ada)
    assert "Nobody has sent in the results of a run yet" in page(client, "/packs/adding")
    assert "Nobody has sent in a result of its evals" in page(client, "/packs/adding/checks")
    sent(eve, release, runs=BOTH)
    for usd in (1.0, 2.0, 3.0):
        sent(ada, release, usd=usd)
    with django_assert_num_queries(4):
        html = page(client, "/packs/adding")
    assert html.index("Run by <strong>eve</strong>, not of the publisher") < html.index(
        "Run by the publisher"
    )
    assert html.count("Run by the publisher") == 2
    assert 'href="/packs/adding/versions/1.0.0/results"' in html
    assert 'Results <span class="count">4</span>' in html
    assert "4 results of its evals were sent in" in page(client, "/packs/adding/checks")
    assert "run by eve, with an-agent, a-model" in page(client, "/packs/adding?format=md")


@pytest.mark.parametrize("results", [1, 8])
def test_the_number_of_queries_does_not_grow(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, results: int
) -> None:
    release = with_evals(ada)
    for number in range(results):
        sent(registry.user(f"tester-{number}"), release, runs=BOTH, judges=[judge("claude -p", "opus")])
    with django_assert_num_queries(4):
        page(client)


def test_a_result_is_withdrawn_by_who_sent_it(client: Client, ada: User, eve: User) -> None:
    kept = sent(eve, with_evals(ada))
    assert "Withdraw it" not in page(client)
    mine = signed_in(Client(), eve)
    assert "Withdraw it" in page(mine)
    assert mine.post(f"/results/{kept.pk}/withdraw").status_code == 302
    assert client.get(f"/results/{kept.pk}.jsonl").status_code == 404
    assert "Nobody has sent in" in page(client)


def test_the_staff_hide_a_result_for_a_reason_and_show_it_again(client: Client, ada: User, eve: User) -> None:
    kept = sent(eve, with_evals(ada))
    staff = signed_in(Client(), registry.user("root", is_staff=True))
    assert "Hide it" in page(staff)
    staff.post(f"/results/{kept.pk}/hide", {"act": "hide", "reason": "made up"})
    assert "Nobody has sent in" in page(client)
    assert "Hidden: made up" in page(staff)
    staff.post(f"/results/{kept.pk}/hide", {"act": "show"})
    assert Attestation.objects.shown().exists()


def test_hostile_texts_come_out_inert(client: Client, ada: User, eve: User) -> None:
    release = with_evals(ada)
    texts = [text for vector in VECTORS if (text := vector.replace("\0", "")[:100])]
    for start in range(0, len(texts), 10):
        person = registry.user(f"tester-{start}")
        some = texts[start : start + 10]
        judges = [judge(text, *some) for text in dict.fromkeys(some[:9])]
        sent(person, release, agent=some[0], models=some, judges=judges, rubric=some[-1])
    sent(ada, release, judges=[judge()], rubric="a\nb/../?#.md")
    for address in (RESULTS, RESULTS + "?page=2", "/packs/adding"):
        assert list(page_dangers(client.get(address).content.decode())) == []
