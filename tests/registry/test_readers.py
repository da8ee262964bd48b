"""Whoever may not see a private pack gets what nothing gives them, at every address of the registry."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.edge.application import Edge
from registry.exports.mirror import write_mirror
from registry.kept import cache as kept
from registry.models import Membership, User
from registry.services.advisories import Statement, publish_advisory
from registry.services.grants import end_grant, grant_access
from registry.services.questions import ask_question
from registry.services.reviews import write_review
from registry.services.subscribe import follow_pack
from registry.services.tokens import create_token, revoke_token
from registry.services.work import run_due
from registry.storage.base import Store
from tests.support import registry
from tests.support.every_address import Address, addresses, ask, told
from tests.support.private_packs import MARKERS, NAME, NOBODYS, Planted, plant
from tests.support.wsgi import Response, call

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(ada: User) -> User:
    """Somebody who was a member of the publisher, followed its private pack, and has left."""
    return registry.user("left")


@pytest.fixture
def once(ada: User) -> User:
    """Somebody who was a guest twice, for good until it was ended and up to a day, and is one elsewhere.

    What they are still is a guest of another private pack of the same publisher.
    """
    return registry.user("once")


@pytest.fixture
def planted(ada: User, left: User, once: User) -> Planted:
    cache.clear()  # so that no request of another test counts
    kept.clear()
    registry.published(ada, ELSEWHERE, private=True)
    let_in(ada, once, "elsewhere", pack=ELSEWHERE)
    return planted_before(ada, left, once)


ELSEWHERE = "zeppelin-shed"
"""Another private pack of the publisher."""
YESTERDAY = timezone.now().date() - timedelta(days=1)


def planted_before(ada: User, left: User, once: User) -> Planted:
    """The pack, which both have read, said something about and follow, and may read no longer."""
    membership = Membership.objects.create(publisher=ada.publishers.get(), user=left)
    planted = plant(ada, left)
    let_in(ada, once, planted.there["reference"])
    follow_pack(actor=once, pack=NAME, on=True)
    ask_question(actor=once, pack=NAME, text=MARKERS[0])
    write_review(actor=once, pack=NAME, version="1.1.0", verdict="works", role="x", text=MARKERS[1])
    publish_advisory(actor=ada, pack=NAME, statement=Statement("low", MARKERS[5], "x", "x"))
    run_due()
    assert {one.split(":")[0] for one in once.notices.values_list("event", flat=True)} == {
        "grant",
        "advisory",
    }
    let_in(ada, once, "up-to-yesterday", until=YESTERDAY)
    end_grant(actor=ada, pack=NAME, reference=planted.there["reference"])
    membership.delete()
    return planted


def let_in(owner: User, guest: User, reference: str, *, pack: str = NAME, until: date | None = None) -> None:
    grant_access(actor=owner, pack=pack, username=guest.username, reference=reference, until=until)


SCOPES = ("read", "publish", "yank", "advise", "comment", "grant", "admin")


def visitors(*people: User) -> dict[str, Callable[[], Client]]:
    """Those who look at every address: nobody, and who knows most of the pack without belonging to it.

    Each time with a new browser: a page tells what became of what was sent before.
    """
    found: dict[str, Callable[[], Client]] = {"anonymous": Client}
    for who in people:
        later = timezone.now() + timedelta(hours=1)  # that a token is used is noted once a minute
        found[who.username] = partial(Client, headers=cookie(who))
        found[f"{who}, by token"] = partial(Client, headers=bearer(who, *SCOPES, last_used_at=later))
    return found


def is_a_way(who: str, address: Address) -> bool:
    """Whether they say there in that way who they are: the site asks for no token, and the API for one."""
    return who == "anonymous" or who.endswith("by token") == (address.urlconf is not None)


def test_to_others_it_is_at_every_address_as_if_it_were_not_there(
    left: User, once: User, planted: Planted
) -> None:
    about = [address for address in addresses() if address.is_about_a_pack]
    ways = [
        (who, new_client, address, method)
        for who, new_client in visitors(left, once).items()
        for address in about
        for method in address.methods
        if is_a_way(who, address)
    ]
    found = []
    for who, new_client, address, method in ways:
        answers, queries = [], []
        for things in planted:
            with CaptureQueriesContext(connection) as counted:
                answers.append(told(ask(new_client(), address, method, things), *planted))
            queries.append([query["sql"].split()[0] for query in counted])
        marked = [marker for marker in MARKERS if marker.encode() in answers[0][1].lower()]
        if answers[0] != answers[1] or queries[0] != queries[1] or marked:
            found.append((who, method, address.name, marked, queries, [one[0] for one in answers]))
    assert found == []
    assert len(ways) > 350


def test_no_list_tells_them_that_it_is_there(
    ada: User, left: User, once: User, store: Store, tmp_path: Path
) -> None:
    registry.published(ada, "month-end")
    lists = [address for address in addresses() if not address.is_about_a_pack]
    # Drafts are their writer's; an export and a list of sign-ins hold the time at which they were asked for.
    lists = [one for one in lists if not re.search("draft|export|security", one.name)]
    everybody = visitors(left, once)

    def seen() -> dict[str, Any]:
        answers = {
            f"{who}: {one.name}": told(new_client().get(one.to({}) + query))
            for who, new_client in everybody.items()
            for one in lists
            for query in ("", f"?q={NAME}", f"?profession={MARKERS[4]}")
            if is_a_way(who, one) and (not query or one.name in SEARCHES)
            if not (who.startswith("once") and one.name in TRAILS)
        }
        answers["public"] = {key: store.read(key) for key in store.keys("") if not key.startswith(CLOSED)}
        answers["mirror"] = {key: (tmp_path / key).read_bytes() for key in write_mirror(tmp_path)}
        return answers

    before = seen()
    planted_before(ada, left, once)
    kept.clear()  # what was made before would pass for what is made now
    client = Client()
    client.force_login(ada)
    for address in lists:
        client.get(address.to({}))  # whatever a member's page has left in a cache
    after = seen()
    assert {key for key in before | after if before.get(key) != after.get(key)} == set()


SEARCHES = ("catalogue", "catalogue-markdown", "facet-page", "packs")
TRAILS = ("account-audit", "acts")
"""What somebody did themselves keeps its name: whoever was a guest has asked and reviewed here."""
CLOSED = ("private/", "uploads/", "drafts/")
"""Where no static server may look."""


def test_its_members_see_it_at_each_of_these(ada: User, planted: Planted) -> None:
    client = Client()
    client.force_login(ada)
    marked = set()
    for address in addresses():
        if address.is_about_a_pack and address.urlconf is None:
            answer = client.get(address.to(planted.there))
            if answer.status_code == 200:
                marked.add(address.name)
                assert "no-store" in answer["Cache-Control"], address.name
    assert marked > {"pack-page", "pack-markdown", "version-file", "pack-checks", "advisory-page"}
    assert marked > {"pack-compare", "result-document", "pack-questions", "pack-visibility"}


def test_its_guests_see_what_it_is_and_nothing_that_is_its_members_business(
    ada: User, once: User, planted: Planted
) -> None:
    let_in(ada, once, "again", until=timezone.now().date())
    guest, member = Client(), Client()
    guest.force_login(once)
    member.force_login(ada)
    differing = {}
    for address in addresses():
        if address.is_about_a_pack and address.urlconf is None:
            statuses = tuple(one.get(address.to(planted.there)).status_code for one in (member, guest))
            if statuses[0] != statuses[1]:
                differing[address.name] = statuses
    assert differing == {
        **dict.fromkeys(("pack-guests", "pack-visibility", "version-withdraw"), (200, 403)),
        **dict.fromkeys(("pack-statistics", "submission-page"), (200, 404)),
    }
    shown = guest.get(f"/packs/{NAME}").content.decode()
    for address in ("statistics", "visibility", "withdraw", "drafts/variants"):
        assert address not in shown, address


def test_its_guests_do_nothing_with_it_that_members_do(ada: User, once: User, planted: Planted) -> None:
    let_in(ada, once, "again")
    client = Client(headers=bearer(once, *SCOPES))
    answers = {
        f"{method} {address.name}": ask(client, address, method, planted.there).status_code
        for address in addresses()
        if address.is_about_a_pack and address.urlconf is not None and address.name != "granted"
        for method in address.methods
        if method != "GET"
    }
    may = {name for name, status in answers.items() if status < 300}
    assert may == {
        *("POST questions", "POST answers", "POST reviews", "POST complaints"),
        *("PUT follow-pack", "DELETE follow-pack"),
    }
    assert answers["POST make-variant"] == 403
    # Which makes them no guest any more.
    assert client.delete(f"/api/v1/account/granted/{NAME}").status_code == 204


class Behind:
    """What stands behind the edge, and must not be reached."""

    def __call__(self, *_request: Any) -> list[bytes]:
        raise AssertionError


EDGE = Edge(Behind())


def at_the_edge(things: dict[str, Any], **headers: str) -> dict[str, Response]:
    asked = json.dumps({"packs": [things["name"]]}).encode()
    return {
        "document": call(EDGE, f"/index/v1/packs/{things['name']}.jsonl", **headers),
        "archive": call(EDGE, f"/archives/{things['hex']}.zip", **headers),
        "part": call(EDGE, f"/archives/{things['hex']}.zip", range="bytes=0-9", **headers),
        "skill": call(EDGE, f"/skills/{things['hex']}.zip", **headers),
        "resolve": call(EDGE, "/api/v1/resolve", "POST", asked, **headers),
    }


def bearer(user: User, *scopes: str, **changes: Any) -> dict[str, str]:
    token, text = create_token(actor=user, name="x", scopes=scopes)
    type(token).objects.filter(pk=token.pk).update(**changes)
    return {"authorization": f"Bearer {text}"}


def cookie(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {"cookie": client.cookies.output(header="", sep=";").strip()}


def test_the_edge_tells_nobody_else_that_it_is_there(
    ada: User, eve: User, left: User, once: User, planted: Planted
) -> None:
    now = timezone.now()
    revoked = create_token(actor=ada, name="x", scopes=["read"])
    revoke_token(actor=ada, token_id=revoked[0].pk)
    strangers = {
        "anonymous": {},
        "member of another": bearer(eve, "read", "publish", "admin"),
        "left": bearer(left, "read"),
        "guest of another": bearer(once, "read", "publish", "grant", "admin"),
        "guest once, signed in": cookie(once),
        "expired": bearer(ada, "read", expires_at=now),
        "revoked": {"authorization": f"Bearer {revoked[1]}"},
        "may not read": bearer(ada, "comment", "yank", "advise", "grant", "admin"),
        "nonsense": {"authorization": "Bearer x"},
        "basic": {"authorization": "Basic YWRhOng="},
        "signed in": cookie(left),
        "signed out": {"cookie": "ctxpack-session=nonsense"},
    }
    for who, headers in strangers.items():
        at_the_edge(planted.nowhere, **headers)  # that a token is used is noted once a minute
        with CaptureQueriesContext(connection) as there:
            found = at_the_edge(planted.there, **headers)
        with CaptureQueriesContext(connection) as nowhere:
            absent = at_the_edge(planted.nowhere, **headers)
        hide = partial(re.sub, rb"zanzibar-l.dger|[0-9a-f]{64}", b"X")
        for what, answer in found.items():
            expected = absent[what]
            assert answer._replace(body=hide(answer.body)) == expected._replace(body=hide(expected.body)), who
        assert len(there) == len(nowhere), who


def test_the_edge_serves_its_readers_and_no_cache(ada: User, once: User, planted: Planted) -> None:
    let_in(ada, once, "again", until=timezone.now().date())
    for headers in (bearer(ada, "read"), bearer(ada, "publish"), cookie(ada), bearer(once, "read")):
        found = at_the_edge(planted.there, **headers)
        assert [one.status for one in found.values()] == [200, 200, 206, 404, 200]
        assert found["document"].body in found["resolve"].body
        assert found["resolve"].headers["cache-control"] == "no-store"
        for what in ("document", "archive", "part"):
            assert found[what].headers["cache-control"] == "private, no-store"
            assert found[what].headers["vary"] == "Authorization, Cookie"


def test_a_public_pack_costs_whoever_sends_a_token_no_query_more(ada: User, planted: Planted) -> None:
    registry.published(ada, "month-end")
    headers = bearer(ada, "read")
    body = json.dumps({"packs": ["month-end"]}).encode()
    with CaptureQueriesContext(connection) as counted:
        assert call(EDGE, "/index/v1/packs/month-end.jsonl", **headers).status == 200
        assert call(EDGE, "/api/v1/resolve", "POST", body, **headers).status == 200
    assert len(counted) == 2


def test_leaving_ends_reading_at_once(ada: User, left: User, planted: Planted) -> None:
    headers = bearer(left, "read")
    membership = Membership.objects.create(publisher=ada.publishers.get(), user=left)
    assert at_the_edge(planted.there, **headers)["archive"].status == 200
    assert left.notices.exists()
    membership.delete()
    assert at_the_edge(planted.there, **headers)["archive"].status == 404
    assert NOBODYS != NAME


def test_a_guest_reads_until_the_last_day_is_over_or_an_owner_ends_it(
    ada: User, once: User, planted: Planted
) -> None:
    headers = bearer(once, "read")

    def status() -> int:
        return at_the_edge(planted.there, **headers)["archive"].status

    assert status() == 404
    let_in(ada, once, "again", until=timezone.now().date())
    assert status() == 200
    once.grants.filter(reference="again").update(until=YESTERDAY)
    assert status() == 404
    let_in(ada, once, "for-good")
    assert (status(), once.notices.exists()) == (200, True)
    end_grant(actor=ada, pack=NAME, reference="for-good")
    assert status() == 404
