import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from packformat.rules import RULES
from registry.models import User, ValidationReport
from tests.support import registry
from tests.support.registry import published
from tests.support.rows import release_row

ADDRESS = "/packs/month-end/checks"


def page(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_verdict_every_rule_and_what_nobody_checked_are_shown(client: Client, ada: User) -> None:
    submission = published(ada, "month-end", requires={"nowhere": ""})
    ValidationReport.objects.filter(submission=submission).update(not_checked=["spelling"])
    html = page(client)
    for rule in RULES:
        assert f"<code>{rule.id}</code>" in html
    for words in ("accepted", "No person of this registry has read it", "Worth a second look", "nowhere"):
        assert words in html
    assert '<span class="chip">not run</span> <strong class="wrap">spelling</strong>' in html


def test_rules_that_have_changed_since_are_not_listed(client: Client, ada: User) -> None:
    submission = published(ada, "month-end")
    ValidationReport.objects.filter(submission=submission).update(ruleset="2001.1")
    html = page(client)
    assert "2001.1" in html
    assert "The rules have changed since" in html
    assert "Rule by rule" not in html


def test_it_says_that_a_person_looked_at_what_was_held_and_at_no_more(client: Client, ada: User) -> None:
    submission = published(ada, "month-end")
    staff = registry.user("staff", is_staff=True)
    submission.decisions.create(answer="approved", reason="A trade word", holds=[], decided_by=staff)
    for text in (page(client), page(client, f"{ADDRESS}?format=md")):
        assert "A person of this registry looked at what the rules held back" in text
        assert "No person of this registry has read it" not in text
        assert "A trade word" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "said"), [("eval", "Nobody has sent in a result of its evals"), ("skill", "It brings no evals")]
)
def test_it_says_what_is_known_of_the_evals(client: Client, kind: str, said: str) -> None:
    release_row("month-end", components=[(kind, "vat")])
    assert said in page(client)
    assert said in page(client, f"{ADDRESS}?format=md")


@pytest.mark.django_db
def test_a_version_without_a_report_says_so(client: Client) -> None:
    release_row("month-end")
    assert "No report is kept" in page(client)


def test_an_older_version_has_its_own(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "2.0.0")
    assert "What has been checked in 1.0.0" in page(client, "/packs/month-end/versions/1.0.0/checks")


def test_the_number_of_queries_is_small(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(ada, "month-end")
    with django_assert_num_queries(6):
        page(client)
