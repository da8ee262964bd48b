import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Review, User
from registry.services.reviews import write_review
from tests.support.registry import published

SAID = {"verdict": "works", "role": "bookkeeper", "text": "Closed June with it"}


def refused(**changed: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        write_review(**({"pack": "month-end", "version": "1.0.0"} | SAID | changed))
    assert not Review.objects.exists()
    return caught.value.code


def test_a_review_is_of_a_version_and_a_second_one_replaces_it(ada: User, eve: User) -> None:
    published(ada, "month-end")
    for verdict in ("works", "fails"):
        write_review(actor=eve, pack="month-end", version="1.0.0", **(SAID | {"verdict": verdict}))
    review = Review.objects.get()
    assert (review.author, review.release.version, review.verdict) == (eve, "1.0.0", "fails")
    assert AuditEntry.objects.filter(action="review.write", actor=eve).count() == 2


def test_what_is_no_review_is_refused(ada: User, eve: User) -> None:
    published(ada, "month-end")
    assert refused(actor=ada) == "E_OWN_PACK"
    assert refused(actor=eve, version="9.9.9") == "E_RELEASE_ABSENT"
    assert refused(actor=eve, verdict="superb") == "E_FIELD"
    assert refused(actor=eve, text=" \0 ") == "E_FIELD"
    assert refused(actor=eve, role="x" * 81) == "E_FIELD"
