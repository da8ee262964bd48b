import json
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from packformat.errors import CtxpackError
from registry.models import Advisory, AuditEntry, IndexDocument, Pack, User
from registry.services.advisories import (
    Statement,
    change_advisory,
    may_advise,
    may_change,
    publish_advisory,
    withdraw_advisory,
)
from registry.services.choose import choose_notices
from registry.services.index import write_index
from registry.services.subscribe import follow_pack
from registry.services.work import run_due
from tests.support import registry
from tests.support.rows import release_row

WRONG = Statement(
    "high", " Wrong\n VAT rates ", "Returns of 2026 come out too low.", "Check January", "1.1.0"
)


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    Pack.objects.create(name="month-end", publisher=ada.publishers.get())
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        release_row("month-end", version)


@pytest.fixture
def staff() -> User:
    return registry.user("staff", is_staff=True)


def advised(actor: User, **changes: str) -> Advisory:
    return publish_advisory(actor=actor, pack="month-end", statement=WRONG._replace(**changes))


def refused(act: Any, **arguments: Any) -> str:
    with pytest.raises(CtxpackError) as caught:
        act(**arguments)
    return caught.value.code


def in_index() -> dict[str, list[str]]:
    run_due()
    body = bytes(IndexDocument.objects.get(name="packs/month-end").body)
    releases = json.loads(body.splitlines()[1])["releases"]
    return {one["version"]: [advisory["id"] for advisory in one.get("advisories", ())] for one in releases}


def test_the_signed_document_names_an_advisory_at_each_version_that_it_concerns(ada: User) -> None:
    advisory = advised(ada)
    assert in_index() == {"1.0.0": [], "1.1.0": [advisory.name], "1.2.0": [advisory.name]}
    release_row("month-end", "1.3.0")
    write_index("month-end")
    assert in_index()["1.3.0"] == [advisory.name]


def test_a_version_that_is_right_again_ends_it_and_a_withdrawal_takes_it_out(ada: User) -> None:
    advisory = advised(ada)
    change_advisory(actor=ada, advisory=advisory.pk, fixed="1.2.0")
    assert in_index() == {"1.0.0": [], "1.1.0": [advisory.name], "1.2.0": []}
    withdraw_advisory(actor=ada, advisory=advisory.pk, reason="The rates\nwere right")
    assert in_index() == {"1.0.0": [], "1.1.0": [], "1.2.0": []}
    advisory.refresh_from_db()
    assert (advisory.withdrawn_by, advisory.withdrawal) == (ada, "The rates were right")


def test_without_a_first_version_it_concerns_all_before_the_fix(ada: User) -> None:
    advisory = advised(ada, since="", fixed="1.1.0")
    assert in_index() == {"1.0.0": [advisory.name], "1.1.0": [], "1.2.0": []}
    assert not advisory.concerns("1.1.0")
    assert advisory.concerns("1.1.0rc1")


def test_the_document_says_what_a_plan_has_to_show(ada: User) -> None:
    advised(ada, fixed="1.2.0")
    run_due()
    body = bytes(IndexDocument.objects.get(name="packs/month-end").body)
    (row,) = json.loads(body.splitlines()[1])["releases"][1]["advisories"]
    assert (row["severity"], row["title"], row["advice"], row["fixed"]) == (
        "high",
        "Wrong VAT rates",
        "Check January",
        "1.2.0",
    )


def test_what_a_change_does_not_name_stays_as_the_last_writer_left_it(ada: User, staff: User) -> None:
    advisory = advised(ada)
    change_advisory(actor=staff, advisory=advisory.pk, fixed="1.2.0")
    changed = change_advisory(actor=ada, advisory=advisory.pk, title="Wrong rates of VAT")
    assert (changed.title, changed.fixed, changed.since) == ("Wrong rates of VAT", "1.2.0", "1.1.0")


def test_every_act_is_audited_with_what_changed(ada: User) -> None:
    advisory = advised(ada)
    change_advisory(actor=ada, advisory=advisory.pk, **WRONG._asdict())
    change_advisory(actor=ada, advisory=advisory.pk, severity="low")
    withdraw_advisory(actor=ada, advisory=advisory.pk, reason="A mistake")
    acts = AuditEntry.objects.filter(action__startswith="advisory.").order_by("pk")
    assert [act.action for act in acts] == ["advisory.publish", "advisory.change", "advisory.withdraw"]
    assert acts[1].data == {
        "advisory": advisory.name,
        "before": {"severity": "high"},
        "after": {"severity": "low"},
    }
    assert {act.subject for act in acts} == {"pack:month-end"}


def test_followers_owners_and_those_who_asked_are_told_of_it_of_the_fix_and_of_its_end(
    ada: User, eve: User
) -> None:
    follow_pack(actor=eve, pack="month-end", on=True)
    curious = registry.user("curious")
    choose_notices(actor=curious, wants_advisories=True)
    registry.user("uninterested")
    advisory = advised(ada)
    run_due()
    assert {message.to[0].partition("@")[0] for message in mail.outbox} == {"ada", "eve", "curious"}
    assert "What to do: Check January" in mail.outbox[0].body
    assert f"/advisories/{advisory.name}\n" in mail.outbox[0].body
    change_advisory(actor=ada, advisory=advisory.pk, fixed="1.2.0")
    withdraw_advisory(actor=ada, advisory=advisory.pk, reason="The rates were right")
    run_due()
    said = "Wrong VAT rates\n\nWhat to do: Check January"
    title = f"month-end: high advisory {advisory.name}"
    assert list(curious.notices.order_by("pk").values_list("title", "text")) == [
        (title, said),
        (f"{title} has a version that is right again", said),
        (f"{title} was withdrawn", "The rates were right"),
    ]


def test_publishers_whose_packs_require_it_are_told(ada: User, eve: User) -> None:
    Pack.objects.create(name="tax-return", publisher=eve.publishers.get())
    release_row("tax-return", requires={"month-end": ">=1"})
    advised(ada)
    run_due()
    assert eve.notices.get().title.startswith("month-end: high advisory")


def test_what_the_staff_say_the_publisher_cannot_take_back(ada: User, staff: User) -> None:
    advisory = advised(staff)
    assert advisory.by_staff
    assert not may_change(ada, advisory)
    arguments = {"actor": ada, "advisory": advisory.pk}
    assert refused(withdraw_advisory, reason="No", **arguments) == "E_ADVISORY_OF_STAFF"
    assert refused(change_advisory, **WRONG._asdict(), **arguments) == "E_ADVISORY_OF_STAFF"
    withdraw_advisory(actor=staff, advisory=advisory.pk, reason="It was another pack")


def test_the_staff_correct_what_a_publisher_says(ada: User, staff: User) -> None:
    advisory = advised(ada, severity="low")
    assert not advisory.by_staff
    change_advisory(actor=staff, advisory=advisory.pk, severity="critical")
    assert Advisory.objects.get().severity == "critical"


def test_nobody_else_may_speak_of_a_pack(ada: User, eve: User) -> None:
    advisory = advised(ada)
    assert refused(advised, actor=eve) == "E_NOT_MEMBER"
    assert refused(withdraw_advisory, actor=eve, advisory=advisory.pk, reason="x") == "E_NOT_MEMBER"
    assert not may_advise(eve, advisory.pack)
    assert may_advise(ada, advisory.pack)
    assert may_change(ada, advisory)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("severity", "terrible"),
        ("title", " "),
        ("title", "x" * 151),
        ("text", ""),
        ("advice", "\n"),
        ("since", "9.9.9"),
        ("since", "nonsense"),
        ("fixed", "1.3.0"),
        ("fixed", "1.1.0"),
    ],
)
def test_a_statement_that_says_nothing_or_names_no_version_is_refused(
    ada: User, field: str, value: str
) -> None:
    with pytest.raises(CtxpackError) as caught:
        advised(ada, **{field: value})
    assert (caught.value.code, caught.value.data["field"]) == ("E_FIELD", field)


def test_a_fix_that_comes_first_of_all_versions_concerns_none(ada: User) -> None:
    assert refused(advised, actor=ada, since="", fixed="1.0.0") == "E_FIELD"


def test_what_does_not_exist_or_is_withdrawn_is_not_changed(ada: User) -> None:
    assert refused(publish_advisory, actor=ada, pack="none-such", statement=WRONG) == "E_PACK_ABSENT"
    assert refused(withdraw_advisory, actor=ada, advisory=999, reason="x") == "E_ADVISORY_ABSENT"
    advisory = advised(ada)
    assert refused(withdraw_advisory, actor=ada, advisory=advisory.pk, reason=" ") == "E_FIELD"
    withdraw_advisory(actor=ada, advisory=advisory.pk, reason="A mistake")
    again = {"actor": ada, "advisory": advisory.pk}
    assert refused(withdraw_advisory, reason="x", **again) == "E_ADVISORY_WITHDRAWN"
    assert refused(change_advisory, **WRONG._asdict(), **again) == "E_ADVISORY_WITHDRAWN"
    assert not may_change(ada, Advisory.objects.get())


def test_the_database_keeps_every_advisory_and_its_pack(ada: User) -> None:
    advisory = advised(ada)
    for change in (
        lambda: Advisory.objects.filter(pk=advisory.pk).delete(),
        lambda: Advisory.objects.filter(pk=advisory.pk).update(published_by=registry.user("other")),
        lambda: Advisory.objects.filter(pk=advisory.pk).update(withdrawal="said by nobody"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
