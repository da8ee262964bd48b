import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Pack, Review, User
from registry.services.questions import answer_question, ask_question
from registry.services.removals import LONGEST_REASON, pack_of, put_back, remove_said
from registry.services.reviews import write_review
from registry.services.work import run_due
from tests.support import registry
from tests.support.rows import release_row


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    Pack.objects.create(name="month-end", publisher=ada.publishers.get())
    release_row("month-end")


@pytest.fixture
def staff() -> User:
    return registry.user("staff", is_staff=True)


def reviewed(by: User) -> Review:
    return write_review(
        actor=by, pack="month-end", version="1.0.0", verdict="works", role="tester", text="It did"
    )


def code_of(**arguments: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        remove_said(**arguments)
    return caught.value.code


def test_what_is_removed_says_who_when_and_why_and_its_author_is_told(eve: User, staff: User) -> None:
    review = reviewed(eve)
    remove_said(actor=staff, kind="review", number=review.pk, reason="It\nis an advertisement")
    remove_said(actor=staff, kind="review", number=review.pk, reason="Again")
    review.refresh_from_db()
    assert (review.removed_by, review.removal) == (staff, "It is an advertisement")
    act = AuditEntry.objects.get(action="review.remove")
    assert (act.subject, act.data) == (
        "pack:month-end",
        {"review": review.pk, "reason": "It is an advertisement"},
    )
    run_due()
    notice = eve.notices.get()
    assert (notice.title, notice.path) == ("The staff removed your review", f"/appeals/review/{review.pk}")


def test_questions_and_answers_are_removed_alike(ada: User, eve: User, staff: User) -> None:
    question = ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    answer = answer_question(actor=ada, question=question.pk, text="All")
    for kind, said in (("answer", answer), ("question", question)):
        removed = remove_said(actor=staff, kind=kind, number=said.pk, reason="Rude")
        assert removed.removed_at
        assert pack_of(removed).name == "month-end"
    with pytest.raises(CtxpackError) as caught:
        answer_question(actor=ada, question=question.pk, text="Some")
    assert caught.value.code == "E_QUESTION_ABSENT"


def test_a_removed_review_vouches_for_nothing_until_it_is_put_back(eve: User, staff: User) -> None:
    review = reviewed(eve)
    vouching = Pack.objects.get(name="month-end").facets.filter(facet="trust", value="reviewed")
    assert vouching.exists()
    removed = remove_said(actor=staff, kind="review", number=review.pk, reason="Bought")
    assert not vouching.exists()
    put_back(actor=staff, kind="review", said=removed)
    assert vouching.exists()
    assert AuditEntry.objects.filter(action="review.restore").count() == 1


def test_a_removed_review_is_not_replaced_by_another(eve: User, staff: User) -> None:
    remove_said(actor=staff, kind="review", number=reviewed(eve).pk, reason="Bought")
    with pytest.raises(CtxpackError) as caught:
        reviewed(eve)
    assert caught.value.code == "E_REMOVED"


def test_the_staff_alone_remove_and_say_why(ada: User, eve: User, staff: User) -> None:
    said = {"kind": "review", "number": reviewed(eve).pk}
    assert code_of(actor=ada, reason="I dislike it", **said) == "E_NOT_STAFF"
    assert code_of(actor=staff, reason=" ", **said) == "E_FIELD"
    assert code_of(actor=staff, reason="x" * (LONGEST_REASON + 1), **said) == "E_FIELD"
    assert code_of(actor=staff, reason="x", kind="review", number=999) == "E_SAID_ABSENT"
    assert code_of(actor=staff, reason="x", kind="pack", number=1) == "E_SAID_ABSENT"
