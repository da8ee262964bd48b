import io
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from registry.models import IndexDocument, User
from tests.support.registry import published


def mirror(folder: Path) -> str:
    out = io.StringIO()
    call_command("mirror", str(folder), stdout=out)
    return out.getvalue()


def test_it_says_before_when_the_folder_has_to_be_refreshed(ada: User, tmp_path: Path) -> None:
    published(ada)
    signed_at = timezone.now() - timedelta(days=1)
    IndexDocument.objects.update(signed_at=signed_at)
    before = (signed_at + timedelta(days=7)).strftime("%Y-%m-%d %H:%M UTC")
    assert mirror(tmp_path).endswith(f" files; refresh them before {before}\n")


def test_an_empty_registry_has_nothing_that_expires(db: None, tmp_path: Path) -> None:
    assert mirror(tmp_path) == "mirrored 1 files\n"
