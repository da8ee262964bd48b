import pytest

from registry.models import AuditEntry, User
from registry.services.audit import record_act


def test_an_act_is_recorded_with_its_actor_and_data(ada: User) -> None:
    record_act("pack.look", "pack:month-end", actor=ada, why="curiosity")
    entry = AuditEntry.objects.get(action="pack.look")
    assert (entry.actor, entry.data) == (ada, {"why": "curiosity"})


def test_the_registry_itself_acts_without_a_name(db: None) -> None:
    record_act("submission.failed", "submission:1", actor=None)
    assert AuditEntry.objects.get().actor is None


@pytest.mark.usefixtures("transactional_db")
def test_nothing_is_recorded_outside_the_transaction_that_does_it() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        record_act("pack.look", "pack:month-end", actor=None)
