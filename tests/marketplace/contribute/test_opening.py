import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace.contribute import opening
from packformat.archive import Entry, write_plain_zip
from packformat.compose import compose
from registry.models import Draft, User
from registry.services.draft_packs import open_pack
from tests.support.drafts import CLOSE
from tests.support.packs import pack_files, skill_page, zipped

pytestmark = pytest.mark.django_db


def opened(client: Client, data: bytes) -> str:
    sent = {"folder": SimpleUploadedFile("my-pack.zip", data)}
    return client.get(client.post("/contribute/open", sent)["Location"]).content.decode()


def test_a_folder_taken_home_opens_with_its_answers(client: Client) -> None:
    html = opened(client, write_plain_zip(compose(CLOSE)))
    assert "Bookkeepers of small firms" in html
    assert Draft.objects.get().content == CLOSE


def test_a_folder_written_elsewhere_opens_and_keeps_its_files(client: Client) -> None:
    html = opened(client, zipped(pack_files()).getvalue())
    assert "Does month-end, step by step" in html
    assert set(Draft.objects.get().files.values_list("path", flat=True)) == {
        "README.md",
        "skills/month-end/SKILL.md",
    }


def test_one_page_opens_as_the_pack_that_it_makes(client: Client) -> None:
    sent = {"folder": SimpleUploadedFile("SKILL.md", skill_page("month-end"))}
    client.post("/contribute/open", sent)
    assert "skills/month-end/SKILL.md" in Draft.objects.get().files.values_list("path", flat=True)


@pytest.mark.parametrize("data", [b"no zip", zipped({"pack.toml": b"name =\n"}).getvalue(), b""])
def test_what_cannot_be_opened_is_told(client: Client, data: bytes) -> None:
    html = opened(client, data)
    assert "cannot be opened" in html or "Choose the folder" in html
    assert not Draft.objects.exists()


def test_who_has_no_account_opens_so_many_an_hour(
    ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["shared"].clear()
    monkeypatch.setattr(opening, "_MOST_FOLDERS", 1)
    stranger, folder = Client(), write_plain_zip(compose(CLOSE))
    opened(stranger, folder)
    assert "too many requests" in opened(stranger, folder)
    assert Draft.objects.count() == 1
    opened(ada_client, folder)
    assert Draft.objects.count() == 2


def test_an_answer_that_a_file_of_the_packs_own_stands_before_says_so_and_can_be_let_through(
    ada_client: Client, ada: User
) -> None:
    skill = b"---\nname: month-end\ndescription: Closes it\n---\nOurs.\n"
    entries = [Entry("skills/month-end/SKILL.md", skill), Entry("pack.toml", pack_files()["pack.toml"])]
    draft = open_pack(actor=ada, entries=entries)
    page = f"/contribute/{draft.pk}/steps"
    ada_client.post(page, {"steps.step-1.title": "Reconcile", "do": "save"})
    offer = "Let my answers write it instead"
    assert offer in ada_client.get(page).content.decode()
    assert offer not in ada_client.get(page.replace("steps", "rules")).content.decode()
    ada_client.post(page, {"do": "aside:skills/month-end/SKILL.md"})
    assert "is set aside" in ada_client.get(page).content.decode()
    assert "### 1. Reconcile" in ada_client.get(page.replace("steps", "preview")).content.decode()
    ada_client.post(page, {"do": "back:skills/month-end/SKILL.md"})
    assert "### 1. Reconcile" not in ada_client.get(page.replace("steps", "preview")).content.decode()
