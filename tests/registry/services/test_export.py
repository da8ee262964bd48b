import json
import zipfile

from registry.models import User
from registry.services.choose import choose_notices
from registry.services.complaints import complain
from registry.services.draft_sharing import add_editor
from registry.services.drafts import start_draft
from registry.services.export import export_of
from registry.services.questions import ask_question
from registry.services.tokens import create_token
from tests.support.brought import brought
from tests.support.exercises import written
from tests.support.registry import published


def test_it_holds_what_is_kept_about_a_person_and_no_secret(ada: User, eve: User) -> None:
    published(ada, "month-end")
    _token, secret = create_token(actor=ada, name="laptop", scopes=["read"])
    ask_question(actor=ada, pack="month-end", text="Mine")
    ask_question(actor=eve, pack="month-end", text="Not mine")
    complain(actor=ada, pack="month-end", reason="wrong", text="x", contact="ada@home.example")
    start_draft(actor=ada, content={"kind": "other", "title": "Closing the month"})
    written(actor=ada, exercise="limits", answers={"not_for": ["Reminders"]})
    choose_notices(actor=ada, news="weekly")
    with export_of(ada) as file, zipfile.ZipFile(file) as archive:
        parts = {name: json.loads(archive.read(name)) for name in archive.namelist()}
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert parts["submissions.json"][0]["pack_name"] == "month-end"
    assert [(row["news"], bool(row["recap_due"])) for row in parts["account.json"]] == [("weekly", True)]
    assert [row["text"] for row in parts["questions.json"]] == ["Mine"]
    assert [row["contact"] for row in parts["reports.json"]] == ["ada@home.example"]
    assert [row["content"]["title"] for row in parts["drafts.json"]] == ["Closing the month"]
    assert [row["content"] for row in parts["lesson.json"]] == [{"not_for": ["Reminders"]}]
    assert "token.create" in {row["action"] for row in parts["acts.json"]}
    assert secret not in whole
    assert ada.password not in whole
    assert "Not mine" not in whole


def test_it_holds_the_documents_of_their_drafts_and_what_they_brought_to_others(ada: User, eve: User) -> None:
    own = start_draft(actor=ada, content={"kind": "other"})
    shared, others = (start_draft(actor=eve, content={"kind": "other"}) for _draft in range(2))
    add_editor(actor=eve, draft_id=shared.pk, username="ada")
    first = brought(ada, own, "how we close.txt", b"Slowly")
    refused = brought(ada, own, "../close.docx", b"PK\x03\x04")
    brought(ada, own, "ledger.csv", b"Account\n1\n", part="data")
    theirs = brought(ada, shared, "to eve.txt", b"Mine too")
    brought(eve, shared, "of eve.txt", b"Not mine")
    brought(eve, others, "secret.txt", b"Not mine either")
    with export_of(ada) as file, zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.startswith("documents/")}
        rows = json.loads(archive.read("documents.json"))
    assert files == {
        f"documents/{first.pk} how we close.txt": b"Slowly",
        f"documents/{refused.pk} close.docx": b"PK\x03\x04",
        f"documents/{theirs.pk} to eve.txt": b"Mine too",
    }
    assert [row["status"] for row in rows] == ["read", "refused", "read", "read"]
    assert rows[1]["failure"]["code"] == "E_CONVERT_BROKEN"
