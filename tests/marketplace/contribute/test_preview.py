import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from installer_cli.main import main
from packformat.archive import Entry
from packformat.compose import reopen
from packformat.compose.wording import check_sentence
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
    assert f"the {len(built(draft).entries)} files of your pack as they are" in html
    assert f"about {built(draft).costs.total.always} tokens" in html
    assert "ctxpack eval grade" in html
    assert "nothing in it runs a program" not in html


def test_a_pack_of_texts_alone_is_said_to_run_nothing(ada_client: Client, ada: User) -> None:
    draft = start_draft(actor=ada, content={**CLOSE, "loops": []})
    html = ada_client.get(f"/contribute/{draft.pk}/preview").content.decode()
    assert "nothing in it runs a program" in html


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


def test_the_test_drive_says_which_check_each_sample_becomes_an_example_of(
    ada_client: Client, draft: Draft
) -> None:
    address = f"/contribute/{draft.pk}/trial"
    person = check_sentence(draft.content["checks"][2])
    told = ada_client.get(address).content.decode().partition("What each sample shows")[2]
    assert check_sentence(draft.content["checks"][0]) in told.partition("</ul>")[0]
    assert person not in told.partition("</ul>")[0]
    draft.content["samples"][1]["shows"] = draft.content["checks"][2]["id"]
    draft.save()
    told = ada_client.get(address).content.decode().partition("What each sample shows")[2]
    assert told.partition("</ul>")[0].count(person) == 2
    assert f'href="/contribute/{draft.pk}/samples"' in told


def test_the_folder_taken_home_is_tried_with_the_commands_that_the_page_shows(
    ada_client: Client, draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = ada_client.get(f"/contribute/{draft.pk}/trial").content.decode()
    folder = b"".join(ada_client.get(f"/contribute/{draft.pk}/export").streaming_content)
    zipfile.ZipFile(io.BytesIO(folder)).extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CTXPACK_HOME", str(tmp_path / "home"))
    commands = re.findall(r"<code data-copy>ctxpack ([^<]+)</code>", html)
    assert commands == ["eval run month-end-close", "eval run month-end-close --replay bad"]
    stub = f"{sys.executable} -c \"open('answer.md', 'w').write('Bank difference: 0.00')\""
    assert main([*commands[0].split(), "--agent-cmd", stub]) == 0
    assert main(commands[1].split()) == 10
