import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from packformat.digest import Digest
from packformat.findings import Finding
from registry.models import Submission, User
from registry.services.decide import refuse_submission
from registry.services.judge import judge
from registry.services.report import save_report
from registry.services.submit import submit_archive
from registry.services.work import run_due
from tests.support.registry import pack_files, published, submitted, zipped
from tests.support.registry import user as make_user
from tests.support.xss import VECTORS, page_dangers

pytestmark = pytest.mark.django_db


def page(client: Client, submission: Submission, **headers: str) -> str:
    answer = client.get(f"/submissions/{submission.pk}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def rejected(actor: User) -> Submission:
    files = pack_files() | {"pack.toml": b"name = \n"}
    submission = submit_archive(actor=actor, archive=zipped(files))
    run_due()
    submission.refresh_from_db()
    return submission


def test_a_submission_that_waits_asks_again_by_itself_with_and_without_javascript(
    ada_client: Client, ada: User
) -> None:
    submission = submitted(ada)
    html = page(ada_client, submission)
    assert "Waiting to be checked" in html
    # With its address, because a page whose address names a place in it is not loaded again without.
    again = f"2;url=/submissions/{submission.pk}"
    assert f'<noscript><meta http-equiv="refresh" content="{again}"></noscript>' in html
    assert f'hx-get="/submissions/{submission.pk}"' in html


def test_a_published_one_shows_how_to_install_and_asks_no_more(ada_client: Client, ada: User) -> None:
    html = page(ada_client, published(ada, "month-end"))
    assert "Published" in html
    assert "ctxpack install month-end</code>" in html
    assert 'href="/packs/month-end"' in html
    assert "refresh" not in html
    assert "hx-get" not in html


def test_a_published_one_leads_to_writing_the_next_version(ada_client: Client, ada: User) -> None:
    assert 'action="/contribute/continue/month-end"' in page(ada_client, published(ada, "month-end"))
    opened = ada_client.post("/contribute/continue/month-end", follow=True)
    assert opened.redirect_chain[-1][0].endswith("/outcome")


def test_a_rejected_one_says_what_is_wrong_where_and_what_to_do(ada_client: Client, ada: User) -> None:
    submission = rejected(ada)
    finding = submission.report.findings.first()
    html = page(ada_client, submission)
    assert "Not published yet" in html
    assert "Must be changed (1)" in html
    assert "<code>pack.toml</code>" in html
    assert finding.rule in html
    assert "What to do:" in html


def test_what_a_person_decided_is_told_with_the_reason(ada_client: Client, ada: User) -> None:
    submission = submitted(ada)
    hold = Finding(rule="a/hold", severity="hold", path="", message="Its name sounds like a bank's")
    save_report(submission, judge(submission).report.with_findings([hold]))
    submission.status = "held"
    submission.save()
    html = page(ada_client, submission)
    assert "Waiting for a person" in html
    assert "A person will look at (1)" in html
    assert "Upload again" not in html
    refuse_submission(
        actor=make_user("judge", is_staff=True), submission=submission.pk, reason="You are no bank"
    )
    html = page(ada_client, submission)
    assert "decided against it" in html
    assert "<strong>Refused:</strong> You are no bank" in html


def test_htmx_gets_the_status_alone(ada_client: Client, ada: User) -> None:
    html = page(ada_client, submitted(ada), **{"HX-Request": "true"})
    assert html.startswith('<div id="status"')


def test_only_members_of_the_publisher_and_staff_see_it(client: Client, ada: User, eve: User) -> None:
    submission = submitted(ada)
    client.force_login(eve)
    assert client.get(f"/submissions/{submission.pk}").status_code == 404
    client.force_login(make_user("warden", is_staff=True))
    page(client, submission)


def test_it_needs_signing_in_and_must_exist(ada_client: Client) -> None:
    nobody = "/submissions/00000000-0000-0000-0000-000000000000"
    assert ada_client.get(nobody).status_code == 404
    assert Client().get(nobody)["Location"].startswith("/accounts/login/")


def test_the_number_of_queries_does_not_grow_with_the_findings(
    ada_client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submission = rejected(ada)
    with django_assert_num_queries(9):
        page(ada_client, submission)
    first = submission.report.findings.first()
    for position in range(1, 30):
        first.pk, first.position = None, position
        first.save()
    with django_assert_num_queries(9):
        page(ada_client, submission)


def test_hostile_findings_come_out_inert(ada_client: Client, ada: User) -> None:
    submission = rejected(ada)
    first = submission.report.findings.first()
    for position, vector in enumerate(VECTORS, 1):
        first.pk, first.position = None, position
        first.message, first.fix, first.path = vector, vector, vector[:300]
        first.save()
    assert list(page_dangers(page(ada_client, submission))) == []


def undeclared(actor: User) -> Submission:
    """A refused pack whose finding offers the change that answers it."""
    files = pack_files() | {"scripts/rates.py": b"# The rates of the day\nBANK = 'https://rates.bank.com'\n"}
    submission = submit_archive(actor=actor, archive=zipped(files))
    run_due()
    return submission


def test_a_change_that_a_finding_offers_is_shown_and_made_by_one_click_without_javascript(
    ada_client: Client, ada: User
) -> None:
    submission = undeclared(ada)
    html = page(ada_client, submission)
    assert "1 of these can be changed for you" in html
    assert "What would change in <code>pack.toml</code>" in html
    assert f'action="/submissions/{submission.pk}/mend"' in html
    position = submission.report.findings.get(edit__isnull=False).position
    answer = ada_client.post(f"/submissions/{submission.pk}/mend", {"finding": position})
    mended = Submission.objects.exclude(pk=submission.pk).get()
    assert answer["Location"] == f"/submissions/{mended.pk}"
    run_due()
    assert "Whoever may see it can install it now" in page(ada_client, mended)


def test_a_change_of_every_line_of_a_file_is_shown_as_such_and_made(ada_client: Client, ada: User) -> None:
    script = b"#!/bin/sh\r\ncurl https://rates.bank.com\r\n"
    submission = submit_archive(actor=ada, archive=zipped(pack_files() | {"scripts/rates.sh": script}))
    run_due()
    html = page(ada_client, submission)
    assert "All of the file changes: save it with the line ends of Unix (LF)." in html
    assert "renamed" not in html
    ada_client.post(f"/submissions/{submission.pk}/mend")
    run_due()
    release = Submission.objects.exclude(pk=submission.pk).get().release
    digests = {path: digest for path, digest, *_ in release.files}
    assert digests["scripts/rates.sh"] == Digest.of(script.replace(b"\r", b""))


def test_staff_see_no_button_that_changes_what_is_not_theirs(client: Client, ada: User) -> None:
    submission = undeclared(ada)
    client.force_login(make_user("warden", is_staff=True))
    assert "Make this change" not in page(client, submission)


def test_showing_the_changes_asks_the_database_no_more(
    ada_client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submission = undeclared(ada)
    with django_assert_num_queries(9):
        page(ada_client, submission)


def test_a_mended_upload_and_the_one_it_takes_the_place_of_lead_to_each_other(
    ada_client: Client, ada: User
) -> None:
    earlier = undeclared(ada)
    address = ada_client.post(f"/submissions/{earlier.pk}/mend")["Location"]
    html = page(ada_client, earlier)
    assert "Replaced by a later one" in html
    assert f'href="{address}"' in html
    assert "Make this change" not in html
    assert "Upload again" not in html
    later = Submission.objects.exclude(pk=earlier.pk).get()
    assert f'href="/submissions/{earlier.pk}"' in page(ada_client, later)


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 5000, "999999999"])
def test_a_finding_that_is_none_is_not_taken_for_all_of_them(
    ada_client: Client, ada: User, chosen: str
) -> None:
    submission = undeclared(ada)
    answer = ada_client.post(f"/submissions/{submission.pk}/mend", {"finding": chosen})
    assert answer.status_code == 409
    assert Submission.objects.count() == 1
