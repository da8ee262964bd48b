from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat import merge as merge_module
from packformat.merge import mark_conflicts, merge

BASE = b"one\ntwo\nthree\nfour\nfive\n"

lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b"d d\n"]), max_size=12).map(b"".join)
texts = st.binary(max_size=60) | lines


def test_changes_in_different_places_are_both_taken() -> None:
    assert merge(BASE, b"ONE\ntwo\nthree\nfour\nfive\n", b"one\ntwo\nthree\nfour\nFIVE\nsix\n") == (
        b"ONE\ntwo\nthree\nfour\nFIVE\nsix\n"
    )


def test_a_deletion_and_an_addition_are_both_taken() -> None:
    assert merge(BASE, b"one\nthree\nfour\nfive\n", b"one\ntwo\nthree\nfour\nnew\nfive\n") == (
        b"one\nthree\nfour\nnew\nfive\n"
    )


def test_the_same_change_on_both_sides_is_taken_once() -> None:
    changed = b"one\n2\nthree\nfour\nfive\n"
    assert merge(BASE, changed, changed) == changed


def test_different_changes_of_one_line_conflict() -> None:
    assert merge(BASE, b"one\nmine\nthree\nfour\nfive\n", b"one\ntheirs\nthree\nfour\nfive\n") is None


def test_a_line_deleted_here_and_changed_there_conflicts() -> None:
    assert merge(BASE, b"one\nthree\nfour\nfive\n", b"one\nTWO\nthree\nfour\nfive\n") is None


def test_a_living_file_keeps_the_users_lines_and_gets_the_packs_new_ones() -> None:
    mine = b"one\ntwo\nthree\nfour\nfive\nmy fact\n"
    theirs = b"one\ntwo\nthree\nfour\nfive\ntheir fact\n"
    assert merge(BASE, mine, theirs) is None
    assert merge(BASE, mine, theirs, union=True) == BASE + b"my fact\ntheir fact\n"


def test_blank_lines_among_what_the_pack_added_stay() -> None:
    mine, theirs = b"# Facts\n\nmine\n", b"# Facts\n\n## New\n\ntheirs\n"
    assert merge(b"# Facts\n", mine, theirs, union=True) == b"# Facts\n\nmine\n\n## New\n\ntheirs\n"


def test_what_the_user_deleted_from_a_living_file_stays_deleted() -> None:
    assert merge(b"a\nb\n", b"b\n", b"a\nb\nc\n", union=True) == b"b\nc\n"


def test_windows_line_ends_stay() -> None:
    mine = b"ONE\r\ntwo\r\nthree\r\nfour\r\nfive\r\n"
    assert merge(BASE, mine, BASE + b"six\n") == mine + b"six\r\n"


def test_lines_that_end_in_both_ways_end_as_most_of_the_users_do() -> None:
    mine = b"ONE\r\ntwo\r\nthree\nfour\nfive\n"
    assert merge(BASE, mine, BASE + b"six\n") == b"ONE\ntwo\nthree\nfour\nfive\nsix\n"


def test_a_last_line_without_its_end_is_no_change_of_the_line() -> None:
    assert merge(b"one\ntwo", b"ONE\ntwo", b"one\ntwo\nthree\n") == b"ONE\ntwo\nthree"
    assert merge(b"one\ntwo\n", b"one\ntwo\nmine", b"ONE\ntwo\n") == b"ONE\ntwo\nmine"


def test_what_is_not_text_is_not_merged() -> None:
    assert merge(b"a\0b", b"a\0c", b"a\0b\n") is None
    assert merge(b"a\0b", b"a\0c", b"a\0b\n", union=True) is None
    assert mark_conflicts(b"a\0b", b"a\0c", b"d", ("b", "m", "t")) is None


def test_a_text_too_long_to_compare_is_not_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge_module, "LONGEST_TEXT", 3)
    assert merge(BASE, BASE + b"mine\n", BASE) is None


@pytest.mark.parametrize(
    ("base", "theirs"),
    [
        (b"x\ny\n" * 8_000, b"x\nz\n" * 8_000),
        (b"\n" * 15_000, b"x\n" + b"\n" * 15_000),
    ],
    ids=["rows of two lines", "one line"],
)
def test_lines_that_repeat_a_thousand_times_are_merged_without_comparing_each_with_each(
    base: bytes, theirs: bytes
) -> None:
    mine = base + b"mine\n"
    merged = merge(base, mine, theirs, union=True)
    assert merged is not None
    assert merged.count(b"mine\n") == 1
    assert set(mine.split(b"\n")) | set(theirs.split(b"\n")) == set(merged.split(b"\n"))


def test_a_line_put_in_among_thousands_that_are_all_alike_is_all_that_changes() -> None:
    base = b"\n" * 15_000
    assert merge(base, base + b"mine\n", b"theirs\n" + base) == b"theirs\n" + base + b"mine\n"


@given(lines, lines, lines, st.integers(0, 40))
def test_what_holds_of_a_merge_holds_however_little_may_be_compared(
    base: bytes, mine: bytes, theirs: bytes, most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge_module, "MOST_COMPARED", most)
        merged, united = merge(base, mine, theirs), merge(base, mine, theirs, union=True)
    added = set(text_lines(mine)) - set(text_lines(base))
    assert united is not None
    assert set(text_lines(theirs)) - set(text_lines(base)) <= {*text_lines(united), b""}
    for result in (united, united if merged is None else merged):
        assert added <= {*text_lines(result), b""}


def test_of_lines_that_stand_once_those_in_one_order_part_what_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merge_module, "MOST_COMPARED", 2)
    base, mine = b"a\n-\nb\n-\nc\n-\nd\n", b"c\n-\na\n-\nb\n-\nd\n"
    assert merge(base, mine, base + b"e\n") == mine + b"e\n"


def test_markers_show_what_each_side_has() -> None:
    marked = mark_conflicts(
        b"a\nb\nc\n", b"a\nB\nc\nd\n", b"a\n2\nc\n", ("close 1.0.0", "yours", "close 1.1.0")
    )
    assert marked == (b"a\n<<<<<<< yours\nB\n||||||| close 1.0.0\nb\n=======\n2\n>>>>>>> close 1.1.0\nc\nd\n")


def test_without_a_conflict_there_are_no_markers() -> None:
    assert (
        mark_conflicts(BASE, b"ONE\n" + BASE[4:], BASE + b"six\n", ("b", "m", "t"))
        == b"ONE\n" + BASE[4:] + b"six\n"
    )


def text_lines(text: bytes) -> list[bytes]:
    return text.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n") if text.strip() else []


@given(texts, texts)
def test_when_only_one_side_changed_its_text_is_the_result(base: bytes, changed: bytes) -> None:
    if b"\0" not in base + changed:
        assert merge(base, changed, base) == changed
        assert merge(base, base, changed) == changed


@given(texts, texts)
def test_the_same_text_on_both_sides_is_the_result(base: bytes, changed: bytes) -> None:
    if b"\0" not in base + changed:
        assert merge(base, changed, changed) == changed


@given(lines, lines, lines)
def test_no_line_that_the_user_added_is_ever_lost(base: bytes, mine: bytes, theirs: bytes) -> None:
    added = set(text_lines(mine)) - set(text_lines(base))
    for union in (False, True):
        merged = merge(base, mine, theirs, union=union)
        if merged is not None:
            assert added <= set(text_lines(merged))
    assert merge(base, mine, theirs, union=True) is not None


@given(lines, lines, lines)
def test_both_sides_may_change_places_where_nothing_conflicts(
    base: bytes, mine: bytes, theirs: bytes
) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert text_lines(one) == text_lines(other)


@given(lines, st.lists(st.tuples(lines, st.integers(0, 8)), max_size=4))
def test_a_living_memory_keeps_every_line_of_the_users_over_any_row_of_updates(
    first: bytes, updates: list[tuple[bytes, int]]
) -> None:
    base, mine, written = first, first, []
    for number, (theirs, place) in enumerate(updates):
        own = f"only mine {number}\n".encode()
        kept = mine.splitlines(keepends=True)
        mine = b"".join(
            [*(line if line.endswith(b"\n") else line + b"\n" for line in kept[:place]), own, *kept[place:]]
        )
        written.append(own)
        mine, base = merge(base, mine, theirs, union=True), theirs
        assert all(line in mine.splitlines(keepends=True) for line in written)
