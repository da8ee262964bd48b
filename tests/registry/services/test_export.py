import io
import json
import zipfile

from registry.models import User
from registry.services.export import export_of
from registry.services.questions import ask_question
from registry.services.tokens import create_token
from tests.support.registry import published


def test_it_holds_what_is_kept_about_a_person_and_no_secret(ada: User, eve: User) -> None:
    published(ada, "month-end")
    _token, secret = create_token(actor=ada, name="laptop", scopes=["read"])
    ask_question(actor=ada, pack="month-end", text="Mine")
    ask_question(actor=eve, pack="month-end", text="Not mine")
    with zipfile.ZipFile(io.BytesIO(export_of(ada))) as archive:
        parts = {name: json.loads(archive.read(name)) for name in archive.namelist()}
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert parts["submissions.json"][0]["pack_name"] == "month-end"
    assert [row["text"] for row in parts["questions.json"]] == ["Mine"]
    assert "token.create" in {row["action"] for row in parts["acts.json"]}
    assert secret not in whole
    assert ada.password not in whole
    assert "Not mine" not in whole
