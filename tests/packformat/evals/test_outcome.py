"""What graders look at is read the same way, whatever it holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.outcome import Outcome, Unreadable

SCALARS = st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.none())


@given(st.lists(SCALARS, max_size=6))
def test_a_list_and_its_star_are_the_same_values(items: list[object]) -> None:
    outcome = Outcome(files={"a.json": json.dumps({"items": items}).encode()})
    expected = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items]
    assert outcome.values("a.json", "items") == outcome.values("a.json", "items.*") == expected


def test_rows_are_those_of_a_table_whatever_stands_in_its_cells() -> None:
    outcome = Outcome(files={"a.csv": b'name,sum\n"Smith, Ltd",1\n'})
    assert outcome.rows("a.csv", "") == [{"name": "Smith, Ltd", "sum": "1"}]


@pytest.mark.parametrize("path", ["lost.json", "deep.json"])
def test_what_cannot_be_read_says_so(path: str) -> None:
    outcome = Outcome(files={"deep.json": b"[" * 100_000})
    with pytest.raises(Unreadable, match=path):
        outcome.document(path)


def test_lines_may_end_as_on_any_system_and_a_cell_without_end_is_told() -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        outcome = Outcome(files={"a.csv": end.join([b"name,sum", b"a,1", b""])})
        assert outcome.rows("a.csv", "") == [{"name": "a", "sum": "1"}]
    with pytest.raises(Unreadable, match="not CSV"):
        Outcome(files={"a.csv": b"name\n" + b"x" * 2_000_000}).rows("a.csv", "")
