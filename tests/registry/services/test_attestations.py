import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.evals.attestation import LARGEST, Addressed
from packformat.evals.judges.pair import Said
from registry.models import Attestation, AuditEntry, EvalKey, Membership, Notice, Pack, PackFacet, User
from registry.search.trust import RUN, TRUST
from registry.services.attestations import (
    MOST_OF_A_VERSION,
    hide_attestation,
    take_attestation,
    unhide_attestation,
    withdraw_attestation,
)
from registry.services.work import run_due
from tests.support import registry
from tests.support.attestations import key_of, sent, signed, with_evals
from tests.support.eval_reports import judge

HOUR = dt.timedelta(hours=1)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(CtxpackError) as caught:
        act()
    return caught.value.code


def refused_document(actor: User, document: bytes, version: str = "1.0.0") -> str:
    code = refused(lambda: take_attestation(actor=actor, pack="adding", version=version, document=document))
    assert not Attestation.objects.exists()
    return code


def test_what_was_signed_is_kept_with_what_follows_from_it(ada: User, eve: User) -> None:
    release = with_evals(ada)
    runs = [("two", "with", 1, True), ("two", "without", 1, False)]
    kept = sent(eve, release, runs=runs, agent="claude -p", models=["opus"])
    kept.refresh_from_db()
    assert (kept.release, kept.sender, kept.by_publisher) == (release, eve, False)
    assert (kept.agent, kept.model_names, kept.cases, kept.runs) == ("claude -p", ["opus"], ["two"], 2)
    assert (kept.verdict, kept.arms["without"]["met_once"], kept.difference["value"]) == ("met", 0, 1.0)
    assert Digest.of(bytes(kept.document)) == kept.digest
    entry = AuditEntry.objects.get(action="attestation.send")
    assert (entry.actor, entry.subject, entry.data["key"]) == (eve, "release:adding@1.0.0", kept.key.key_id)
    run_due()
    assert Notice.objects.get(event=f"attestation:{kept.pk}").user == ada


def test_what_judges_said_is_kept_as_it_is_counted_from_their_votes(ada: User, eve: User) -> None:
    release = with_evals(ada)
    runs = [("two", "with", 1, True), ("two", "without", 1, False)]
    judges = [judge("claude -p", "opus"), judge("./ask-a-person")]
    kept = sent(
        eve, release, runs=runs, judges=judges, said=[Said("first", "second"), Said("first", "first")]
    )
    kept.refresh_from_db()
    assert kept.judges == judges
    assert [(row["grader"], row["met"], row["points"]) for row in kept.rubrics] == [("letter", 1, 2)]
    assert (kept.against, kept.agreement) == ("without", {"agreed": 4, "pairs": 4})
    assert (kept.comparison["ties"], kept.comparison["contradicted"], kept.comparison["answered"]) == (
        1,
        1,
        2,
    )
    alone = sent(eve, release)
    alone.refresh_from_db()
    assert (alone.judges, alone.rubrics, alone.against, alone.comparison) == ([], [], "", None)


def test_a_result_of_the_publishers_own_people_says_so_and_tells_them_nothing(ada: User) -> None:
    kept = sent(ada, with_evals(ada))
    run_due()
    assert kept.by_publisher
    assert not Notice.objects.filter(event=f"attestation:{kept.pk}").exists()


def test_the_same_document_again_is_the_same_result(ada: User, eve: User) -> None:
    release = with_evals(ada)
    document = signed(release, "eve")
    first, again = (
        take_attestation(actor=eve, pack="adding", version="1.0.0", document=document) for _ in range(2)
    )
    assert first == again
    withdraw_attestation(actor=eve, attestation=first.pk)
    code = refused(lambda: take_attestation(actor=eve, pack="adding", version="1.0.0", document=document))
    assert code == "E_ATTESTATION_WITHDRAWN"


def test_somebody_elses_result_cannot_be_handed_in(ada: User, eve: User) -> None:
    release = with_evals(ada)
    assert refused_document(eve, signed(release, "ada")) == "E_ATTESTATION_TO"
    sent(ada, release)
    code = refused(lambda: sent(eve, release, key=key_of("ada")))
    assert (code, EvalKey.objects.get().user) == ("E_ATTESTATION_KEY", ada)


def test_a_result_for_another_registry_or_for_nobody_is_not_taken(ada: User, eve: User) -> None:
    release = with_evals(ada)
    for to in (None, Addressed("https://elsewhere.example", "eve")):
        assert refused_document(eve, signed(release, "eve", to=to)) == "E_ATTESTATION_TO"


def test_a_result_is_about_exactly_the_bytes_that_were_published(ada: User, eve: User) -> None:
    release = with_evals(ada)
    for about in ({"version": "1.0.1"}, {"name": "adding-up"}, {"archive": Digest.of(b"other bytes")}):
        assert refused_document(eve, signed(release, "eve", **about)) == "E_ATTESTATION_ABOUT"
    document = signed(release, "eve")
    with_evals(ada, version="1.1.0")
    assert refused_document(eve, document, "1.1.0") == "E_ATTESTATION_ABOUT"
    assert refused_document(eve, document, "9.9.9") == "E_RELEASE_ABSENT"


def test_cases_that_the_version_does_not_have_were_not_run_with_it(ada: User, eve: User) -> None:
    document = signed(with_evals(ada), "eve", runs=[("three", "with", 1, True)])
    assert refused_document(eve, document) == "E_ATTESTATION_CASES"


def test_a_result_is_signed_when_it_is_sent_and_run_before(ada: User, eve: User) -> None:
    release, now = with_evals(ada), timezone.now()
    for times in (
        {"at": now - 26 * HOUR},
        {"at": now + 26 * HOUR},
        {"ran_at": (now + 26 * HOUR).isoformat()},
    ):
        assert refused_document(eve, signed(release, "eve", **times)) == "E_ATTESTATION_TIME"


def test_bytes_that_nobody_signed_are_refused_whatever_they_are(ada: User, eve: User) -> None:
    data = signed(with_evals(ada), "eve")
    hostile = (
        b"",
        b"\xff" * 100,
        data[:-1],
        data + data,
        data.replace(b'"agent":"an-agent"', b'"agent":"my-agent"'),
        data.replace(b'"verdict":"met"', b'"verdict":"superb"'),
        data + b"x" * LARGEST,
        b"[" * 5000 + b"\n" + b"[" * 5000 + b"\n",
    )
    assert [refused_document(eve, document) for document in hostile] == ["E_ATTESTATION"] * len(hostile)


def test_one_account_has_so_many_results_of_a_version_and_no_more(ada: User, eve: User) -> None:
    release = with_evals(ada)
    results = [sent(eve, release, usd=float(number)) for number in range(MOST_OF_A_VERSION)]
    assert refused(lambda: sent(eve, release, usd=99.0)) == "E_ATTESTATION_MANY"
    withdraw_attestation(actor=eve, attestation=results[0].pk)
    sent(eve, release, usd=99.0)


def test_a_result_is_withdrawn_by_its_sender_alone_and_hidden_by_the_staff(ada: User, eve: User) -> None:
    kept = sent(eve, with_evals(ada))
    root = registry.user("root", is_staff=True)
    about = {"attestation": kept.pk}
    assert refused(lambda: withdraw_attestation(actor=ada, **about)) == "E_ATTESTATION_ABSENT"
    assert refused(lambda: hide_attestation(actor=eve, reason="x", **about)) == "E_NOT_STAFF"
    assert refused(lambda: hide_attestation(actor=root, reason=" ", **about)) == "E_FIELD"
    assert refused(lambda: unhide_attestation(actor=root, attestation=0)) == "E_ATTESTATION_ABSENT"
    for _ in range(2):
        hide_attestation(actor=root, reason="made up", **about)
    assert not Attestation.objects.shown().exists()
    for _ in range(2):
        unhide_attestation(actor=root, **about)
    assert Attestation.objects.shown().exists()
    for _ in range(2):
        withdraw_attestation(actor=eve, **about)
    assert not Attestation.objects.shown().exists()
    acts = list(AuditEntry.objects.filter(action__startswith="attestation.").order_by("pk"))
    assert [act.action.partition(".")[2] for act in acts] == ["send", "hide", "unhide", "withdraw"]
    assert acts[1].data["reason"] == "made up"


def merit() -> int:
    return Pack.objects.get(name="adding").merit


def test_runs_by_people_outside_the_publisher_raise_a_pack_in_search_and_go_when_they_go(
    ada: User, eve: User
) -> None:
    release = with_evals(ada)
    shipped = merit()
    sent(ada, release)
    sent(eve, release, replayed=True)
    sent(eve, release, runs=[("two", "with", 1, False)])
    sent(eve, release, runs=[("two", "without", 1, True)])
    sent(eve, release, runs=[("two", "with", 1, True), ("two", "with", 2, False)], need="any")
    assert merit() == shipped
    kept = [sent(eve, release, usd=usd) for usd in (1.0, 2.0)]
    assert merit() == shipped + 10
    assert PackFacet.objects.filter(pack=release.pack, facet=TRUST, value=RUN).exists()
    for number in range(4):
        sent(registry.user(f"tester-{number}"), release)
    assert merit() == shipped + 30
    with_evals(ada, version="1.1.0")
    assert merit() == shipped
    assert not PackFacet.objects.filter(pack=release.pack, facet=TRUST, value=RUN).exists()
    withdraw_attestation(actor=eve, attestation=kept[0].pk)
    assert merit() == shipped


def test_who_joined_the_publisher_since_counts_no_more(ada: User, eve: User) -> None:
    release = with_evals(ada)
    shipped = merit()
    sent(eve, release)
    other = sent(registry.user("grace"), release)
    assert merit() == shipped + 20
    Membership.objects.create(publisher=release.pack.publisher, user=eve)
    withdraw_attestation(actor=other.sender, attestation=other.pk)
    assert merit() == shipped


def test_a_pack_that_is_not_listed_is_not_weighed(ada: User, eve: User) -> None:
    release = with_evals(ada)
    Pack.objects.filter(pk=release.pack_id).update(latest=None, merit=7)
    sent(eve, release)
    assert merit() == 7
