from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.difference.words import MOST_LINES, DiffLine, compare_texts

TEXTS = st.lists(st.sampled_from(["a", "b", "-c", "+d", "@@", ""]), max_size=20).map("\n".join)


def test_what_differs_is_shown_with_what_stands_around_it() -> None:
    assert compare_texts("a\nb\nc", "a\nx\nc") == [
        DiffLine("place", "-1,3 +1,3"),
        DiffLine("same", "a"),
        DiffLine("removed", "b"),
        DiffLine("added", "x"),
        DiffLine("same", "c"),
    ]


def test_what_is_too_long_is_not_compared() -> None:
    assert compare_texts("", "\n" * MOST_LINES) is None


@given(TEXTS, TEXTS)
def test_the_second_text_has_what_was_added_and_lacks_what_was_removed(before: str, after: str) -> None:
    lines = compare_texts(before, after)
    added = sum(line.kind == "added" for line in lines)
    removed = sum(line.kind == "removed" for line in lines)
    assert added - removed == after.count("\n") - before.count("\n")
    assert (lines == []) == (before == after)
