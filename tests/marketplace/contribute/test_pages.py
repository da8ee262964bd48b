from marketplace.contribute.pages import (
    PAGES,
    minutes_left,
    page_after,
    page_before,
    page_named,
    progress_of,
)
from packformat.compose import find_gaps
from tests.support.drafts import CLOSE, PERSONA


def test_the_pages_follow_one_another() -> None:
    assert page_before(PAGES[0]) is None
    assert page_after(PAGES[-1]) is PAGES[-1]
    assert [page_before(page_after(page)) for page in PAGES[:-1]] == list(PAGES[:-1])
    assert page_named("nothing") is None


def test_progress_says_what_is_done_what_is_open_and_what_one_may_leave_out() -> None:
    empty = {"kind": "other"}
    states = {item.page.name: item.state for item in progress_of(empty, find_gaps(empty))}
    assert states["steps"] == "open"
    assert states["rules"] == "optional"
    whole = {**CLOSE, "personas": [PERSONA]}
    done = progress_of(whole, find_gaps(whole))
    assert {item.state for item in done} == {"done"}


def test_the_time_left_shrinks_with_what_is_done() -> None:
    empty = {"kind": "other"}
    left = minutes_left(progress_of(empty, find_gaps(empty)))
    assert left > minutes_left(progress_of(CLOSE, find_gaps(CLOSE))) > 0
