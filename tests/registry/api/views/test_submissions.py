import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from packformat.findings import count_by_severity
from registry.models import Submission, User
from registry.services.submit import submit_archive
from registry.services.work import run_due
from tests.support import registry
from tests.support.packs import skill_page
from tests.support.personas import PATH, TEXT
from tests.support.registry import pack_files, pack_zip, published, zipped

Send = Callable[..., HttpResponse]


def test_an_archive_is_taken_in_and_answered_with_where_to_ask(upload: Send, ada: User) -> None:
    answer = upload(ada, archive=pack_zip())
    body = answer.json()
    assert answer.status_code == 202
    assert body["status"] == "queued"
    assert not body["is_final"]
    assert answer["Location"] == body["status_url"]
    assert body["status_url"].endswith(f"/api/v1/submissions/{body['id']}")
    assert body["report"] is None


def test_asking_later_tells_what_became_of_it(upload: Send, send: Send, ada: User) -> None:
    status_url = upload(ada, archive=pack_zip()).json()["status_url"]
    run_due()
    body = send(status_url, by=ada).json()
    assert (body["status"], body["is_final"]) == ("published", True)
    assert (body["pack"], body["version"], body["publisher"]) == ("month-end", "1.0.0", "ledgers")
    assert body["release_url"].endswith("/api/v1/packs/month-end/releases/1.0.0")
    assert body["report"]["verdict"] == "accepted"


def test_a_rejection_gives_every_finding_with_its_remedy(send: Send, ada: User) -> None:
    rejected = published(ada, licence="")
    body = send(f"/api/v1/submissions/{rejected.pk}", by=ada).json()
    assert (body["status"], body["release_url"]) == ("rejected", None)
    counts = count_by_severity(finding["severity"] for finding in body["report"]["findings"])
    assert body["report"]["counts"] == counts
    errors = [finding for finding in body["report"]["findings"] if finding["severity"] == "error"]
    assert errors
    assert all(finding["message"] and finding["fix"] and finding["rule"] for finding in errors)


def test_the_same_bytes_get_the_same_answer(upload: Send, ada: User) -> None:
    first = upload(ada, archive=pack_zip()).json()
    run_due()
    again = upload(ada, archive=pack_zip())
    assert again.status_code == 202
    assert (again.json()["id"], again.json()["status"]) == (first["id"], "published")
    assert Submission.objects.count() == 1


def test_members_of_several_publishers_say_for_which(upload: Send, ada: User) -> None:
    registry.publisher("second", ada)
    answer = upload(ada, archive=pack_zip())
    assert (answer.status_code, answer.json()["code"]) == (400, "E_PUBLISHER_AMBIGUOUS")
    assert upload(ada, archive=pack_zip(), publisher="second").json()["publisher"] == "second"
    assert upload(ada, archive=pack_zip(), publisher="third").status_code == 404


@pytest.mark.parametrize("fields", [{}, {"archive": "text instead of a file"}, {"other": io.BytesIO(b"x")}])
def test_a_form_without_an_archive_is_refused(upload: Send, ada: User, fields: dict[str, object]) -> None:
    answer = upload(ada, **fields)
    assert (answer.status_code, answer.json()["code"]) == (400, "E_FIELD")
    assert answer.json()["field"] == "archive"


def test_one_page_is_taken_in_as_the_pack_that_it_makes(upload: Send, ada: User) -> None:
    page = skill_page("month-end")
    first, again = (upload(ada, archive=SimpleUploadedFile("SKILL.md", page)).json() for _time in (1, 2))
    assert first["id"] == again["id"]
    run_due()
    assert (Submission.objects.get().status, Submission.objects.get().pack_name) == ("published", "month-end")


def test_a_page_that_is_no_pack_by_itself_is_refused_at_once(upload: Send, ada: User) -> None:
    answer = upload(ada, archive=SimpleUploadedFile("README.md", b"# Close"))
    assert (answer.status_code, answer.json()["code"]) == (422, "E_SINGLE_FILE")
    assert not Submission.objects.exists()


def test_a_small_file_is_taken_like_a_large_one(upload: Send, ada: User) -> None:
    assert upload(ada, archive=SimpleUploadedFile("p.zip", b"not a zip")).status_code == 202
    run_due()
    assert Submission.objects.get().status == "rejected"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("address", ["", "/mend"])
def test_a_submission_that_does_not_exist_and_one_of_others_look_the_same_by_every_method(
    send: Send, ada: User, eve: User, method: str, address: str
) -> None:
    answers = []
    for pk in (undeclared(eve).pk, uuid4()):
        answer = send(f"/api/v1/submissions/{pk}{address}", method, {}, by=ada)
        answers.append((answer.status_code, answer.content.decode().replace(str(pk), "ID")))
    assert answers[0] == answers[1]
    found = (method, address) in {("GET", ""), ("POST", "/mend")}
    assert (answers[0][0] == 404) == found == ("E_SUBMISSION_ABSENT" in answers[0][1])


def test_the_number_of_queries_does_not_depend_on_the_findings(send: Send, ada: User) -> None:
    counts = []
    for options in ({}, {"requires": {f"pack-{n}": ">=1" for n in range(20)}}):
        submission = published(ada, version=f"1.0.{len(counts)}", **options)
        with CaptureQueriesContext(connection) as queries:
            send(f"/api/v1/submissions/{submission.pk}", by=ada)
        counts.append(len([query for query in queries if "SELECT" in query["sql"]]))
    # The token, the submission with its publisher and report, the findings, what a person decided.
    assert counts == [4, 4]


def undeclared(actor: User) -> Submission:
    """A refused pack whose finding offers the change that answers it."""
    files = pack_files() | {"scripts/rates.py": b"# The rates of the day\nBANK = 'https://rates.bank.com'\n"}
    submission = submit_archive(actor=actor, archive=zipped(files))
    run_due()
    return submission


def test_what_findings_offer_is_changed_on_demand_in_a_new_submission(send: Send, ada: User) -> None:
    earlier = undeclared(ada)
    address = f"/api/v1/submissions/{earlier.pk}"
    findings = send(address, by=ada).json()["report"]["findings"]
    place = next(place for place, finding in enumerate(findings) if finding["edit"])
    answer = send(f"{address}/mend", "POST", {"findings": [place]}, by=ada)
    assert (answer.status_code, answer["Location"]) == (202, answer.json()["status_url"])
    run_due()
    assert send(answer["Location"], by=ada).json()["status"] == "published"
    before = send(address, by=ada).json()
    assert (before["status"], before["superseded_by"]) == ("superseded", answer["Location"])
    assert send(f"{address}/mend", "POST", {}, by=ada).json()["id"] == answer.json()["id"]


@pytest.mark.parametrize("findings", ["0", [-1], ["x"], [10**30], None])
def test_places_of_findings_are_numbers_in_a_list(send: Send, ada: User, findings: object) -> None:
    path = f"/api/v1/submissions/{undeclared(ada).pk}/mend"
    answer = send(path, "POST", {"findings": findings}, by=ada)
    assert (answer.status_code, answer.json()["code"]) in {(400, "E_FIELD"), (409, "E_NOTHING_TO_MEND")}
    assert Submission.objects.count() == 1


def test_mending_asks_the_database_no_more_for_many_findings(send: Send, ada: User) -> None:
    counts = []
    for many in (1, 10):
        scripts = {f"scripts/{n}.py": f"urlopen('https://rates{n}.bank.com')\n".encode() for n in range(many)}
        earlier = submit_archive(actor=ada, archive=zipped(pack_files() | scripts))
        run_due()
        with CaptureQueriesContext(connection) as queries:
            assert send(f"/api/v1/submissions/{earlier.pk}/mend", "POST", {}, by=ada).status_code == 202
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_shows_consent_goes_to_the_staff_and_stands_in_no_answer(upload: Send, ada: User) -> None:
    letter = "I agree. Ines Okafor"
    body = upload(ada, archive=pack_zip(extra={PATH: TEXT.encode()}), evidence=letter)
    assert letter not in body.content.decode()
    run_due()
    held = Submission.objects.get()
    assert (held.status, held.evidence) == ("held", letter)
