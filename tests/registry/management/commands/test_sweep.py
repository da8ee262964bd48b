import io

from django.core.management import call_command
from pytest_django.fixtures import Settings

from registry.models import Submission, User
from tests.support.registry import submitted


def sweep() -> str:
    out = io.StringIO()
    call_command("sweep", stdout=out)
    return out.getvalue()


def test_without_a_broker_the_work_is_done_here(ada: User) -> None:
    submitted(ada)
    assert sweep() == "did 1 pieces of work\n"
    assert Submission.objects.get().status == "published"


def test_with_a_broker_workers_are_woken(ada: User, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    submitted(ada)
    assert sweep() == "woke workers for 1 pieces of work\n"
    assert Submission.objects.get().status == "queued"
