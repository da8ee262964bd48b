from registry.wake.thread import FIRST_LOOK_SECONDS, WORK_WAITS, wake


def test_waking_sets_the_event_that_the_thread_waits_for() -> None:
    WORK_WAITS.clear()
    wake(1)
    assert WORK_WAITS.is_set()
    WORK_WAITS.clear()


def test_work_is_due_at_once_because_the_thread_looks_for_itself() -> None:
    assert FIRST_LOOK_SECONDS == 0
