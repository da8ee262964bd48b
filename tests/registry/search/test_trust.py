import pytest

from registry.models import Finding, Pack, PackFacet, User
from registry.search.find import search_packs
from registry.search.trust import NO_WARNING, REVIEWED, RUN, trust_in
from registry.services.members import answer_invitation, invite_member, set_role
from registry.services.reviews import write_review
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.attestations import sent, with_evals
from tests.support.registry import published
from tests.support.rows import release_row

SAID = {"version": "1.0.0", "role": "bookkeeper", "text": "Closed June with it"}


def found(trust: str) -> list[str]:
    return [pack.name for pack in search_packs("", {"trust": trust})]


def test_a_version_in_which_the_rules_found_nothing_to_warn_of_is_found_by_that(ada: User) -> None:
    report = published(ada, "month-end").report
    report.findings.all().delete()
    hint = {"report": report, "rule": "a/rule", "message": "x"}
    Finding.objects.create(position=0, severity="hint", **hint)
    assert trust_in(Pack.objects.get()) == {NO_WARNING}
    Finding.objects.create(position=1, severity="warning", **hint)
    assert trust_in(Pack.objects.get()) == set()


@pytest.mark.django_db
def test_nothing_is_known_of_a_release_without_a_report() -> None:
    assert trust_in(release_row("month-end").pack) == set()


def test_publishing_and_reviewing_change_what_a_search_finds_at_once(ada: User, eve: User) -> None:
    published(ada, "month-end")
    published(ada, "year-end")
    assert found(REVIEWED) == []
    write_review(actor=eve, pack="month-end", verdict="works", **SAID)
    assert found(REVIEWED) == ["month-end"]
    write_review(actor=eve, pack="month-end", verdict="fails", **SAID)
    assert found(REVIEWED) == []


def test_a_pack_that_is_not_listed_gains_no_facet_by_a_review(ada: User, eve: User) -> None:
    published(ada, "month-end")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="wrong")
    run_due()
    write_review(actor=eve, pack="month-end", verdict="works", **SAID)
    assert not PackFacet.objects.exists()


def test_what_somebody_said_as_another_counts_no_more_once_they_join_and_again_when_they_leave(
    ada: User, eve: User
) -> None:
    sent(eve, with_evals(ada))
    write_review(actor=eve, pack="adding", verdict="works", **SAID)
    merit = Pack.objects.get().merit
    assert (found(REVIEWED), found(RUN)) == (["adding"], ["adding"])
    invited = invite_member(actor=ada, publisher="ledgers", username="eve", role="member")
    answer_invitation(actor=eve, invitation=invited.pk, accept=True)
    assert (found(REVIEWED), found(RUN)) == ([], [])
    assert Pack.objects.get().merit < merit
    set_role(actor=eve, publisher="ledgers", username="eve", role="")
    assert (found(REVIEWED), found(RUN)) == (["adding"], ["adding"])
    assert Pack.objects.get().merit == merit
