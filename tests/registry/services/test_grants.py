from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from itertools import chain, product
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Grant, Membership, User
from registry.readers import visible_packs
from registry.services.farewell import close_account
from registry.services.grants import access_of, end_grant, give_back, grant_access, grants_of
from registry.services.members import set_role
from registry.services.notices import deliver
from registry.services.subscribe import follow_pack, follow_publisher
from registry.services.visibility import set_visibility
from registry.services.work import run_due
from tests.support import registry
from tests.support.registry import published

TODAY = timezone.now().date()


@pytest.fixture
def pack(ada: User) -> str:
    published(ada, "month-end", private=True)
    return "month-end"


def let_in(ada: User, guest: str = "eve", reference: str = "order-1", until: object = None) -> Grant:
    return grant_access(actor=ada, pack="month-end", username=guest, reference=reference, until=until)


def reads(user: User) -> bool:
    return visible_packs(user).filter(name="month-end").exists()


def refusal(act: object) -> str:
    with pytest.raises(CtxpackError) as caught, transaction.atomic():
        act()
    return caught.value.code


def test_a_guest_is_told_once_and_the_trail_says_who_let_them_in(ada: User, eve: User, pack: str) -> None:
    for _delivery in range(2):
        assert let_in(ada, until=TODAY).is_open
        run_due()
    assert [notice.title for notice in eve.notices.all()] == ["ledgers lets you read month-end"]
    acts = AuditEntry.objects.filter(subject="pack:month-end", action__startswith="grant")
    assert [(act.action, act.actor, act.data["user"]) for act in acts] == [("grant.make", ada, "eve")]


def test_whoever_is_let_in_again_and_again_is_told_once_a_day(ada: User, eve: User, pack: str) -> None:
    for reference in ("order-1", "order-2", "order-3"):
        let_in(ada, reference=reference)
        end_grant(actor=ada, pack=pack, reference=reference)
        let_in(ada, reference=f"{reference}-again")
        run_due()
    assert eve.notices.count() == 1
    eve.notices.update(at=timezone.now() - timedelta(days=1, minutes=1))
    let_in(ada, reference="next-month", until=TODAY)
    run_due()
    assert eve.notices.count() == 2


@pytest.mark.usefixtures("transactional_db")
def test_workers_at_once_tell_a_guest_once_however_often_they_are_let_in(
    ada: User, eve: User, pack: str
) -> None:
    grants = [let_in(ada, reference=f"order-{number}") for number in range(4)]
    together = Barrier(len(grants))

    def work(grant: Grant) -> None:
        try:
            connection.ensure_connection()
            together.wait()
            deliver(f"grant:{grant.pk}")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(grants)) as pool:
        list(pool.map(work, grants))
    assert eve.notices.count() == 1


def test_who_was_let_in_and_ended_before_the_mail_went_out_is_not_told(
    ada: User, eve: User, pack: str
) -> None:
    let_in(ada)
    end_grant(actor=ada, pack=pack, reference="order-1")
    run_due()
    assert not eve.notices.exists()


def test_a_guest_gives_back_all_of_a_pack_for_ever_and_its_owners_alone_are_told_once(
    ada: User, eve: User, pack: str
) -> None:
    member = registry.user("grace")
    Membership.objects.create(publisher=ada.publishers.get(), user=member)
    for reference, until in (("april", TODAY - timedelta(3)), ("may", TODAY), ("gift", None)):
        let_in(ada, reference=reference, until=until)
    give_back(actor=eve, pack=pack)
    assert not reads(eve)
    assert refusal(lambda: give_back(actor=eve, pack=pack)) == "E_GRANT_ABSENT"
    assert let_in(ada, reference="may", until=TODAY).is_open is False
    run_due()
    [told] = ada.notices.filter(event__startswith="grant-return")
    assert (told.title, told.path) == ("eve gave back month-end", "/packs/month-end/guests")
    assert "under may, gift is ended" in told.text
    assert not any(one.notices.filter(event__startswith="grant-return").exists() for one in (member, eve))
    act = AuditEntry.objects.get(action="grant.return")
    assert (act.actor, act.subject, act.data) == (eve, "pack:month-end", {"references": ["may", "gift"]})


def test_whoever_gave_back_and_closed_their_account_is_not_named_to_the_owners(
    ada: User, eve: User, pack: str
) -> None:
    let_in(ada)
    give_back(actor=eve, pack=pack)
    close_account(actor=eve)
    run_due()
    assert ada.notices.get(event__startswith="grant-return").title == "A guest gave back month-end"


def test_what_became_public_or_was_never_granted_is_not_given_back(ada: User, eve: User, pack: str) -> None:
    for name in (pack, "nobodys"):
        assert refusal(lambda name=name: give_back(actor=eve, pack=name)) == "E_GRANT_ABSENT"
    let_in(ada)
    set_visibility(actor=ada, pack=pack, visibility="public", confirm=pack)
    assert refusal(lambda: give_back(actor=eve, pack=pack)) == "E_GRANT_ABSENT"


def test_grants_add_up_and_the_furthest_day_is_told(ada: User, eve: User, pack: str) -> None:
    for reference, days in (("may", 3), ("june", 30), ("april", -3)):
        let_in(ada, reference=reference, until=TODAY + timedelta(days))
    assert access_of(eve) == [("month-end", TODAY + timedelta(30))]
    end_grant(actor=ada, pack=pack, reference="june")
    assert access_of(eve) == [("month-end", TODAY + timedelta(3))]
    let_in(ada, reference="gift")
    assert access_of(eve) == [("month-end", None)]


def test_new_versions_are_told_to_guests_who_follow_while_they_are_guests(
    ada: User, eve: User, pack: str
) -> None:
    others = [registry.user(name) for name in ("stranger", "over")]
    let_in(ada, "over", "order-2", until=TODAY - timedelta(1))
    let_in(ada)
    follow_pack(actor=eve, pack=pack, on=True)
    for other in others:
        follow_publisher(actor=other, publisher="ledgers", on=True)
    published(ada, pack, "1.1.0")
    run_due()
    assert eve.notices.filter(title="month-end 1.1.0 was published").exists()
    end_grant(actor=ada, pack=pack, reference="order-1")
    published(ada, pack, "1.2.0")
    run_due()
    assert not eve.notices.filter(title__contains="1.2.0").exists()
    assert [other.notices.count() for other in others] == [0, 0]


def test_owners_alone_let_in_and_nobody_who_cannot_be_a_guest(ada: User, eve: User, pack: str) -> None:
    member = registry.user("grace")
    Membership.objects.create(publisher=ada.publishers.get(), user=member)
    published(ada, "open-book")
    for actor, code in ((eve, "E_PACK_ABSENT"), (member, "E_ROLE")):
        assert refusal(lambda actor=actor: let_in(actor)) == code
        assert refusal(lambda actor=actor: end_grant(actor=actor, pack=pack, reference="x")) == code
        assert refusal(lambda actor=actor: grants_of(actor=actor, pack=pack)) == code
    let_in(ada)
    assert refusal(lambda: let_in(eve, "eve", "order-2")) == "E_NOT_MEMBER"
    for username, reference in (
        ("nobody", "a"),
        ("grace", "a"),
        ("eve", "a/b"),
        ("eve", ""),
        ("eve", "a" * 101),
    ):
        assert refusal(lambda u=username, r=reference: let_in(ada, u, r)) == "E_FIELD"
    for username, until in (("root", None), ("eve", TODAY)):
        assert refusal(lambda u=username, d=until: let_in(ada, u, until=d)) == "E_GRANT_OTHER"
    asked = {"actor": ada, "pack": "open-book", "username": "eve", "reference": "a", "until": None}
    assert refusal(lambda: grant_access(**asked)) == "E_GRANT_PUBLIC"


def test_what_became_public_is_no_grant_any_more_and_its_end_may_still_be_told(
    ada: User, eve: User, pack: str
) -> None:
    let_in(ada)
    set_visibility(actor=ada, pack=pack, visibility="public", confirm=pack)
    assert let_in(ada).user == eve
    end_grant(actor=ada, pack=pack, reference="order-1")
    assert access_of(eve) == []


def test_leaving_ends_what_was_granted_before_too(ada: User, eve: User, pack: str) -> None:
    let_in(ada)
    Membership.objects.create(publisher=ada.publishers.get(), user=eve)
    set_role(actor=ada, publisher="ledgers", username="eve", role="")
    assert not reads(eve)
    assert let_in(ada).ended_at


def test_whoever_closes_their_account_is_named_no_more_and_let_in_no_more(
    ada: User, eve: User, pack: str
) -> None:
    let_in(ada)
    close_account(actor=eve)
    grant = let_in(ada)
    assert (grant.user, grant.is_open) == (None, False)


def test_in_whatever_order_and_however_often_it_is_told_it_comes_to_the_same(
    ada: User, eve: User, pack: str
) -> None:
    tellings = [("grant", "a"), ("end", "a"), ("grant", "b"), ("end", "b")]
    for told in chain.from_iterable(product(tellings, repeat=length) for length in range(4)):
        with transaction.atomic():
            for what, reference in told:
                if what == "grant":
                    let_in(ada, reference=reference)
                else:
                    end_grant(actor=ada, pack=pack, reference=reference)
            granted, ended = ({one for what, one in told if what == kind} for kind in ("grant", "end"))
            assert reads(eve) == bool(granted - ended), told
            assert Grant.objects.count() == len(granted | ended), told
            transaction.set_rollback(True)


@pytest.mark.usefixtures("transactional_db")
def test_of_the_same_told_by_many_at_once_there_is_one_grant_and_an_end_holds(
    ada: User, eve: User, pack: str
) -> None:
    def tell(number: int) -> None:
        if number % 3:
            let_in(ada)
        else:
            end_grant(actor=ada, pack=pack, reference="order-1")
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        wait([pool.submit(tell, number) for number in range(6)])
    assert Grant.objects.count() == 1
    assert not reads(eve)
