import io
import zipfile

import pytest
from django.test import Client

from packformat.archive import Entry
from packformat.compose import reopen
from packformat.rules import run_rules
from registry.models import Draft, User
from registry.services.draft_packs import built, open_pack
from registry.services.drafts import start_draft
from tests.support.drafts import CLOSE
from tests.support.packs import pack_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content=CLOSE)


def test_the_preview_shows_every_file_that_will_be_installed(ada_client: Client, draft: Draft) -> None:
    html = ada_client.get(f"/contribute/{draft.pk}/preview").content.decode()
    for entry in built(draft).entries:
        assert entry.path in html
    assert "Take the statement of the whole month." in html
    assert f"about {built(draft).costs.total.always} tokens" in html
    assert "nothing in them runs a program" in html


def test_what_a_pack_may_do_is_said_before_it_is_published(ada_client: Client, ada: User) -> None:
    tools = b"---\nname: x\ndescription: Does x\nallowed-tools: Bash(ls:*)\n---\nDo x.\n"
    draft = open_pack(
        actor=ada,
        entries=[Entry(path, data) for path, data in {**pack_files(), "skills/x/SKILL.md": tools}.items()],
    )
    assert "Bash(ls:*)" in ada_client.get(f"/contribute/{draft.pk}/preview").content.decode()


def test_a_file_that_is_not_text_or_very_long_is_told_so(ada_client: Client, ada: User) -> None:
    files = {**pack_files(), "picture.png": b"\x89PNG\0", "long.md": b"x" * 30_000}
    draft = open_pack(actor=ada, entries=[Entry(path, data) for path, data in files.items()])
    html = ada_client.get(f"/contribute/{draft.pk}/preview").content.decode()
    assert "This file is not text." in html
    assert "Only the beginning is shown." in html


def test_the_folder_taken_home_passes_the_checks_and_opens_again(ada_client: Client, draft: Draft) -> None:
    answer = ada_client.get(f"/contribute/{draft.pk}/export")
    assert 'filename="month-end-close.zip"' in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    entries = [
        Entry(name.removeprefix("month-end-close/"), archive.read(name)) for name in archive.namelist()
    ]
    assert run_rules(entries).findings == ()
    assert reopen(entries) == (CLOSE, [])


def test_the_test_drive_shows_which_sample_passes(ada_client: Client, draft: Draft) -> None:
    html = ada_client.get(f"/contribute/{draft.pk}/trial").content.decode()
    assert "every good sample passes all of them" in html
    draft.content["checks"][0]["words"] = "October"
    draft.save()
    assert "not yet" in ada_client.get(f"/contribute/{draft.pk}/trial").content.decode()
