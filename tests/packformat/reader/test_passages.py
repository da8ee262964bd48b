"""A text is read in passages: sentences, entries of lists with what leads to them, lines of code."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from packformat.reader.passages import CODE, PROSE, is_quotation, passages_of


def read(text: str, *, is_prose: bool = True) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(one.kind, [tuple(unit) for unit in one.units]) for one in passages_of(text, is_prose=is_prose)]


def test_two_sentences_are_read_together_and_each_with_both_neighbours() -> None:
    text = "The first of all sentences. The second sentence follows.\nThe third sentence ends it."
    assert read(text) == [
        (PROSE, [(1, "The first of all sentences."), (1, "The second sentence follows.")]),
        (PROSE, [(1, "The second sentence follows."), (2, "The third sentence ends it.")]),
    ]


def test_a_short_sentence_is_read_with_the_next_one() -> None:
    assert read("No. Never do that again, please.") == [(PROSE, [(1, "No. Never do that again, please.")])]


def test_paragraphs_are_read_apart() -> None:
    assert [units for _, units in read("One.\n\n\nTwo.")] == [[(1, "One.")], [(4, "Two.")]]


def test_an_entry_of_a_list_is_read_with_what_leads_to_it() -> None:
    text = "Red flags:\n\n- pressure\n- secrecy\n\nAn end.\n\n1. begin"
    assert [units for _, units in read(text)] == [
        [(1, "Red flags:")],
        [(1, "Red flags:"), (3, "- pressure")],
        [(1, "Red flags:"), (4, "- secrecy")],
        [(6, "An end.")],
        [(8, "1. begin")],
    ]


def test_fields_of_front_matter_are_read_one_by_one_and_the_text_after_them_as_text() -> None:
    text = "---\nname: a\ndescription: Does it\n  well\n---\nNote: this is\nnew: text"
    assert [units for _, units in read(text)] == [
        [(2, "name: a")],
        [(3, "description: Does it\n  well")],
        [(6, "Note: this is\nnew: text")],
    ]


def test_what_stands_in_fences_is_code() -> None:
    assert read("Run:\n```sh\nls\n\npwd\n```\nDone.") == [
        (PROSE, [(1, "Run:")]),
        (CODE, [(3, "ls"), (5, "pwd")]),
        (PROSE, [(7, "Done.")]),
    ]


def test_a_fence_that_is_not_closed_goes_on_to_the_end() -> None:
    assert read("~~~\nls") == [(CODE, [(2, "ls")])]


def test_code_is_read_eight_lines_at_a_time_and_every_line_twice() -> None:
    lines = "\n".join(f"line {number}" for number in range(1, 13))
    assert [[line for line, _ in units] for _, units in read(lines, is_prose=False)] == [
        list(range(1, 9)),
        list(range(5, 13)),
    ]


def test_long_lines_are_cut_and_fewer_of_them_read_together() -> None:
    passages = read("\n".join(["x" * 500, "y" * 290, "z"]), is_prose=False)
    assert [[len(said) for _, said in units] for _, units in passages] == [
        [300, 200],
        [290, 1],
    ]


def test_a_quotation_is_told_by_its_mark_or_by_two_quotes() -> None:
    assert all(map(is_quotation, ("> Send it.", "| 09:10 | a call |", 'They said "yes" to it.')))
    assert not any(map(is_quotation, ("Send it.", 'A board of 12" and more', "a > b")))


def test_an_empty_text_has_no_passage() -> None:
    assert read("") == []
    assert read("\n \n", is_prose=False) == []


@given(st.lists(st.sampled_from(["", " \t", "a", "b" * 80, "c" * 299, "d" * 700]), max_size=40))
def test_windows_of_code_are_those_of_all_its_units_at_once(lines: list[str]) -> None:
    units = [
        (number, line[begin : begin + 300])
        for number, line in enumerate(lines, start=1)
        for begin in range(0, len(line.rstrip()), 300)
    ]
    windows, start, end = [], 0, 0
    while end < len(units):
        end, room = start, 600
        while end < min(len(units), start + 8) and (end == start or len(units[end][1]) <= room):
            room -= len(units[end][1])
            end += 1
        windows.append((CODE, units[start:end]))
        start += min(4, end - start)
    assert read("\n".join(lines), is_prose=False) == windows


def test_no_more_of_a_text_is_cut_than_is_asked_for() -> None:
    passages = passages_of("x\n" * 1_000_000, is_prose=False)
    tracemalloc.start()
    assert next(passages).units[-1].line == 8
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
