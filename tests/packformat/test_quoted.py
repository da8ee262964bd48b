from hypothesis import given
from hypothesis import strategies as st

from packformat.quoted import quoted


@given(st.text("<!->@ \na"))
def test_no_comment_begins_or_ends_in_words_that_are_quoted_and_no_file_is_loaded(text: str) -> None:
    said = quoted(text)
    assert [mark for mark in ("<!--", "-->", "--!>", "@", "\n") if mark in said] == []
    assert "".join(said.replace("(at)", "@").split()) == "".join(text.split())


def test_other_words_stay_as_they_are() -> None:
    assert quoted("Run it with --frozen, a<b") == "Run it with --frozen, a<b"
