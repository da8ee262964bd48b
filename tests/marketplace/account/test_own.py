import io
import zipfile

from django.test import Client

from registry.models import User
from tests.support.registry import published


def test_one_sees_what_one_did_and_nobody_elses(ada_client: Client, ada: User, eve: User) -> None:
    published(ada, "month-end")
    published(eve, "bank-rec")
    html = ada_client.get("/accounts/audit").content.decode()
    assert "release:month-end@1.0.0" in html
    assert "bank-rec" not in html


def test_everything_is_taken_along_after_the_password(ada_client: Client, ada: User, client: Client) -> None:
    answer = ada_client.get("/accounts/export.zip")
    assert "acts.json" in zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()
    assert "attachment" in answer["Content-Disposition"]
    ada_client.logout()
    ada_client.force_login(ada)
    assert ada_client.get("/accounts/export.zip")["Location"].startswith("/accounts/reauthenticate/")
