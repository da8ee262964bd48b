import re
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from registry.models import User
from registry.services.recaps import send_recaps
from registry.services.subscribe import follow_pack
from tests.support.recaps import recaps_in, weekly, weeks_later
from tests.support.registry import published

ADDRESS = "/accounts/notifications"


def test_mail_of_news_is_chosen_on_the_page_and_the_next_recap_is_read_there(
    client: Client, ada: User, eve: User
) -> None:
    published(ada, "month-end")
    follow_pack(actor=eve, pack="month-end", on=True)
    client.force_login(eve)
    assert (
        "You get none. One about the last week would say" in client.get(f"{ADDRESS}/recap").content.decode()
    )
    client.post(f"{ADDRESS}/choose", {"news": "weekly"})
    assert '<option value="weekly" selected>' in client.get(ADDRESS).content.decode()
    eve.refresh_from_db()
    assert (eve.news, eve.wants_mail) == ("weekly", True)
    published(ada, "month-end", "1.1.0")
    answer = client.get(f"{ADDRESS}/recap")
    assert "month-end 1.1.0, by ledgers" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.post(f"{ADDRESS}/choose", {"news": "hourly"}).status_code == 400


@pytest.mark.usefixtures("transactional_db")
def test_one_click_in_a_mail_program_or_on_the_page_of_the_link_ends_it(
    live_server: LiveServer, ada: User, eve: User, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    published(ada, "month-end")
    follow_pack(actor=weekly(eve), pack="month-end", on=True)
    published(ada, "month-end", "1.1.0")
    with weeks_later():
        send_recaps()
    [mail] = recaps_in(settings.EMAIL_FILE_PATH, eve.email)
    address = mail["List-Unsubscribe"].strip().strip("<>")
    assert address in mail.get_content()
    path = urlsplit(address).path

    def news() -> str:
        return str(User.objects.get(pk=eve.pk).news)

    status, page = ask(live_server, "GET", path)
    assert (status, '<form method="post">' in page, news()) == (200, True, "weekly")
    for _again in range(2):
        status, page = ask(live_server, "POST", path, mail["List-Unsubscribe-Post"])
        assert (status, "is stopped" in page, news()) == (200, True, "never")
    assert ask(live_server, "POST", re.sub(r":[^/]+/stop", ":made-up/stop", path))[0] == 404
    with weeks_later(2):
        send_recaps()
    assert len(recaps_in(settings.EMAIL_FILE_PATH, eve.email)) == 1


def ask(server: LiveServer, method: str, path: str, body: str = "") -> tuple[int, str]:
    """What a mail program that keeps no cookies is answered."""
    with closing(HTTPConnection(server.thread.host, server.thread.port)) as connection:
        connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
