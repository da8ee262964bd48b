import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from registry.models import Submission, User
from registry.services.work import run_due
from tests.support.packs import skill_page
from tests.support.registry import pack_zip, publisher
from tests.support.registry import user as make_user

pytestmark = pytest.mark.django_db


def upload(archive: io.BytesIO, name: str = "month-end.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, archive.getvalue(), content_type="application/zip")


def test_an_upload_becomes_a_submission_that_one_can_follow(ada_client: Client, ada: User) -> None:
    answer = ada_client.post("/publish", {"archive": upload(pack_zip())})
    submission = Submission.objects.get()
    assert answer["Location"] == f"/submissions/{submission.pk}"
    assert (submission.submitter, submission.publisher.handle) == (ada, "ledgers")


def test_the_same_file_again_is_the_same_submission(ada_client: Client) -> None:
    data = pack_zip()
    first, second = (ada_client.post("/publish", {"archive": upload(data)})["Location"] for _time in (1, 2))
    assert first == second


def test_whoever_has_several_publishers_says_which(ada_client: Client, ada: User) -> None:
    assert 'name="publisher"' not in ada_client.get("/publish").content.decode()
    publisher("second", ada)
    assert 'name="publisher"' in ada_client.get("/publish").content.decode()
    ada_client.post("/publish", {"archive": upload(pack_zip()), "publisher": "second"})
    assert Submission.objects.get().publisher.handle == "second"


@pytest.mark.usefixtures("eve")
def test_nobody_publishes_for_a_publisher_of_others(ada_client: Client, ada: User) -> None:
    publisher("second", ada)
    html = ada_client.post(
        "/publish", {"archive": upload(pack_zip()), "publisher": "others"}
    ).content.decode()
    assert "Please check what you entered" in html
    assert not Submission.objects.exists()


def test_one_page_is_a_pack_and_what_cannot_be_one_is_told_with_what_to_do(ada_client: Client) -> None:
    page = {"archive": SimpleUploadedFile("SKILL.md", skill_page("month-end"))}
    ada_client.post("/publish", page)
    run_due()
    assert (Submission.objects.get().status, Submission.objects.get().pack_name) == ("published", "month-end")
    hooks = {"archive": SimpleUploadedFile("hooks.json", b"{}")}
    html = ada_client.post("/publish", hooks).content.decode()
    assert "does not say what its pack is called. put it into a folder" in html
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("archive", [b"", None])
def test_a_missing_or_empty_file_is_explained(ada_client: Client, archive: bytes | None) -> None:
    files = {} if archive is None else {"archive": SimpleUploadedFile("a.zip", archive)}
    html = ada_client.post("/publish", files).content.decode()
    assert "Please check what you entered" in html
    assert 'aria-invalid="true"' in html


def test_whoever_has_no_publisher_is_told_where_to_make_one(client: Client) -> None:
    client.force_login(make_user("grace"))
    html = client.post("/publish", {"archive": upload(pack_zip())}).content.decode()
    assert "you are not a member of any publisher" in html


def test_publishing_needs_signing_in(client: Client) -> None:
    assert client.get("/publish")["Location"] == "/accounts/login/?next=/publish"
    assert client.post("/publish")["Location"] == "/accounts/login/?next=/accounts/unsent"


def test_a_form_from_elsewhere_is_refused_with_a_page_that_says_what_to_do(ada: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    answer = strict.post("/publish", {"archive": upload(pack_zip())})
    assert answer.status_code == 403
    assert "reload the page and send it again" in answer.content.decode()


@pytest.mark.parametrize("reads_private", [False, True])
def test_who_sends_a_pack_is_told_before_by_whom_it_is_read(
    ada_client: Client, settings: Settings, *, reads_private: bool
) -> None:
    assert "also read by" not in ada_client.get("/publish").content.decode()
    settings.CTXPACK_MODEL_READER = "reader"
    settings.CTXPACK_MODEL_READER_NAME = "a model <of> ours"
    settings.CTXPACK_MODEL_READER_PRIVATE = reads_private
    html = ada_client.get("/publish").content.decode()
    assert "What you send is also read by a model &lt;of&gt; ours" in html
    assert (", unless it is private" in html) is not reads_private
