import io
import json
import zipfile

from registry.models import User
from registry.services.complaints import complain
from registry.services.drafts import start_draft
from registry.services.export import export_of
from registry.services.questions import ask_question
from registry.services.tokens import create_token
from tests.support.registry import published


def test_it_holds_what_is_kept_about_a_person_and_no_secret(ada: User, eve: User) -> None:
    published(ada, "month-end")
    _token, secret = create_token(actor=ada, name="laptop", scopes=["read"])
    ask_question(actor=ada, pack="month-end", text="Mine")
    ask_question(actor=eve, pack="month-end", text="Not mine")
    complain(actor=ada, pack="month-end", reason="wrong", text="x", contact="ada@home.example")
    start_draft(actor=ada, content={"kind": "other", "title": "Closing the month"})
    with zipfile.ZipFile(io.BytesIO(export_of(ada))) as archive:
        parts = {name: json.loads(archive.read(name)) for name in archive.namelist()}
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert parts["submissions.json"][0]["pack_name"] == "month-end"
    assert [row["text"] for row in parts["questions.json"]] == ["Mine"]
    assert [row["contact"] for row in parts["reports.json"]] == ["ada@home.example"]
    assert [row["content"]["title"] for row in parts["drafts.json"]] == ["Closing the month"]
    assert "token.create" in {row["action"] for row in parts["acts.json"]}
    assert secret not in whole
    assert ada.password not in whole
    assert "Not mine" not in whole
