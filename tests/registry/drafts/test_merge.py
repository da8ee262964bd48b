"""Two at one draft: what only one changed is kept, what both changed is shown to both."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registry.drafts.fields import fields_of
from registry.drafts.merge import Conflict, merge, news_since

BASE = {"title": "Close", "steps": [{"id": "step-1", "title": "Bank", "how": "Match"}]}
FIELDS = ("title", "summary", "steps.step-1.title", "steps.step-1.how", "steps.step-2.title")
words = st.sampled_from(["", "one", "two", "three"])


def test_what_only_i_changed_is_as_i_have_it() -> None:
    merged = merge(BASE, BASE, {"steps.step-1.how": "Match by line"})
    assert merged.content["steps"][0]["how"] == "Match by line"
    assert merged.conflicts == []


def test_what_only_others_changed_is_as_they_have_it() -> None:
    theirs = {**BASE, "title": "Month-end close"}
    assert merge(BASE, theirs, {"title": "Close"}) == (theirs, [])


def test_what_both_changed_stays_and_is_told() -> None:
    theirs = {**BASE, "title": "Month-end close"}
    merged = merge(BASE, theirs, {"title": "Our close", "summary": "Done"})
    assert merged.content == {**theirs, "summary": "Done"}
    assert merged.conflicts == [Conflict("title", "Our close", "Month-end close")]


def test_a_field_emptied_by_me_is_empty() -> None:
    assert "title" not in merge(BASE, BASE, {"title": " "}).content


def test_an_item_taken_out_by_others_comes_back_when_i_typed_in_it() -> None:
    theirs = {"title": "Close"}
    typed = {"steps.step-1.title": "Bank", "steps.step-1.how": "Match by line"}
    merged = merge(BASE, theirs, typed)
    assert [(one.field, one.mine) for one in merged.conflicts] == [("steps.step-1.how", "Match by line")]
    assert merge(BASE, theirs, {"steps.step-1.title": "Bank"}) == (theirs, [])


def test_what_others_changed_where_nothing_was_typed_is_news() -> None:
    theirs = {"title": "Our close", "summary": "Closed"}
    assert news_since(BASE, theirs, {"title": "x"}) == {
        "summary": "Closed",
        "steps.step-1.title": "",
        "steps.step-1.how": "",
    }


@given(st.dictionaries(st.sampled_from(FIELDS), words), st.dictionaries(st.sampled_from(FIELDS), words))
def test_no_word_is_lost(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Whatever two type, each field in the end says what either of them says, and the rest is told."""
    first = merge(BASE, BASE, theirs).content
    merged = merge(BASE, first, mine)
    now, told = fields_of(merged.content), {one.field: one for one in merged.conflicts}
    for field in FIELDS:
        before = fields_of(BASE).get(field, "")
        wanted = {said.get(field, before) for said in (mine, theirs)} - {before} or {before}
        shown = {now.get(field, "")} | ({told[field].mine} if field in told else set())
        assert wanted <= shown
