"""Edits change what they name and not one byte more."""

from hypothesis import given
from hypothesis import strategies as st

from packformat.archive import Entry
from packformat.edits import Edit, apply_edits


def edited(text: str, *edits: tuple[int, str, str]) -> str:
    [entry] = apply_edits([Entry("a.md", text.encode())], [Edit("a.md", *edit) for edit in edits])
    return entry.data.decode()


def test_the_first_text_that_fits_on_the_line_is_replaced() -> None:
    assert edited("x\nname: x\nx", (2, "x", "y")) == "x\nname: y\nx"
    assert edited("a a\n", (1, "a", "b")) == "b a\n"


def test_lines_are_put_before_a_line_with_the_line_ends_of_the_file() -> None:
    assert edited("# A\n", (1, "", "---\n---")) == "---\n---\n# A\n"
    assert edited("# A\r\n# B\r\n", (2, "", "x\ny")) == "# A\r\nx\r\ny\r\n# B\r\n"


def test_several_edits_of_a_file_each_find_their_own_line() -> None:
    assert edited("a\nb\nc", (1, "", "x\ny"), (2, "b", "B"), (3, "c", "C")) == "x\ny\na\nB\nC"


def test_what_is_put_before_a_line_leaves_it_to_be_found_by_the_others() -> None:
    assert edited("a\nb", (1, "", "x"), (1, "a", "A")) == "x\nA\nb"


def test_an_edit_that_does_not_fit_any_more_changes_nothing() -> None:
    assert edited("a\n", (1, "gone", "x"), (9, "a", "x")) == "a\n"
    assert apply_edits([Entry("a.md", b"a")], [Edit("b.md", 1, "a", "b")]) == [Entry("a.md", b"a")]


def test_what_stands_in_a_whole_file_is_replaced_wherever_it_stands() -> None:
    assert edited("a\r\nb\r\n", (0, "\r\n", "\n")) == "a\nb\n"
    assert edited("a\n", (0, "\r\n", "\n")) == "a\n"


def test_a_file_is_renamed_with_its_bytes_and_mode_unless_the_name_is_taken() -> None:
    entry = Entry("s/skill.md", b"x", executable=True)
    rename = Edit("s/skill.md", 0, "", "s/SKILL.md")
    assert apply_edits([entry], [rename]) == [Entry("s/SKILL.md", b"x", executable=True)]
    other = Entry("s/SKILL.md", b"y")
    assert apply_edits([entry, other], [rename]) == [entry, other]


@given(st.binary(), st.integers(1, 5), st.text(min_size=1, max_size=3), st.text(max_size=3))
def test_bytes_of_other_lines_stay_as_they_are(data: bytes, line: int, old: str, new: str) -> None:
    [entry] = apply_edits([Entry("a", data)], [Edit("a", line, old, new)])
    before, after = data.split(b"\n"), entry.data.split(b"\n")
    assert before[: line - 1] == after[: line - 1]
    assert before[line:] == after[len(after) - len(before[line:]) :]
