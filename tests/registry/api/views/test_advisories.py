import pytest

from registry.models import Pack, User
from registry.services.advisories import Statement, publish_advisory
from tests.registry.api.conftest import Send
from tests.support.rows import release_row

SENT = {"severity": "high", "title": "Wrong rates", "text": "Too low.", "advice": "Check", "since": "1.1.0"}
OF_PACK = "/api/v1/packs/month-end/advisories"


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    Pack.objects.create(name="month-end", publisher=ada.publishers.get())
    for version in ("1.0.0", "1.1.0", "1.10.0"):
        release_row("month-end", version)


def test_a_program_publishes_changes_and_withdraws(send: Send, ada: User) -> None:
    answer = send(OF_PACK, "POST", SENT, by=ada, scopes="advise")
    said = answer.json()
    assert (answer.status_code, said["pack"], said["versions"]) == (201, "month-end", ["1.1.0", "1.10.0"])
    address = f"/api/v1/advisories/{said['id']}"
    changed = send(address, "PATCH", {"fixed": "1.10.0"}, by=ada, scopes="advise").json()
    assert (changed["title"], changed["versions"]) == ("Wrong rates", ["1.1.0"])
    assert changed["changed_at"]
    ended = send(f"{address}/withdraw", "POST", {"reason": "It was right"}, by=ada, scopes="advise").json()
    assert (ended["withdrawal"], ended["versions"]) == ("It was right", [])


def test_everybody_reads_all_those_of_a_pack_and_one(send: Send, ada: User) -> None:
    advisory = publish_advisory(
        actor=ada, pack="month-end", statement=Statement("low", "A typing error", "It is.", "Read past it")
    )
    for address in ("/api/v1/advisories", OF_PACK):
        assert [one["id"] for one in send(address).json()] == [advisory.name]
    one = send(f"/api/v1/advisories/{advisory.name}").json()
    assert one["versions"] == ["1.0.0", "1.1.0", "1.10.0"]
    assert "published_by" not in one


def test_a_release_says_what_is_wrong_with_it(send: Send, ada: User) -> None:
    send(OF_PACK, "POST", SENT, by=ada, scopes="advise")
    releases = "/api/v1/packs/month-end/releases"
    (said,) = send(f"{releases}/1.1.0").json()["advisories"]
    assert (said["severity"], said["title"], said["fixed"]) == ("high", "Wrong rates", None)
    assert send(f"{releases}/1.0.0").json()["advisories"] == []


@pytest.mark.parametrize("change", [{"title": 7}, {"severity": None}, {"since": "9.9.9"}])
def test_what_is_no_statement_is_refused(send: Send, ada: User, change: dict[str, object]) -> None:
    answer = send(OF_PACK, "POST", SENT | change, by=ada, scopes="advise")
    assert (answer.status_code, answer.json()["field"]) == (400, next(iter(change)))


def test_a_reason_that_is_no_text_is_refused(send: Send, ada: User) -> None:
    advisory = send(OF_PACK, "POST", SENT, by=ada, scopes="advise").json()["id"]
    answer = send(f"/api/v1/advisories/{advisory}/withdraw", "POST", {"reason": 7}, by=ada, scopes="advise")
    assert answer.json()["code"] == "E_FIELD"


def test_what_is_not_there_is_not_found(send: Send) -> None:
    assert send("/api/v1/advisories/CTXA-99").json()["code"] == "E_ADVISORY_ABSENT"
    assert send("/api/v1/packs/nothing/advisories").json()["code"] == "E_PACK_ABSENT"
