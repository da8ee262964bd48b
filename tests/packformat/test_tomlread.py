"""The plain form of TOML means what the standard library says that it means."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.tomlread import read_tables
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Callable

keys = st.text("ab-_1", min_size=1, max_size=3)
plain = st.recursive(
    st.text("ab ,=]}#", max_size=5) | st.integers(0, 10**12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=6,
)
documents = st.dictionaries(keys, st.dictionaries(keys, plain, max_size=3) | plain, max_size=4)
PIECES = (
    *("a", "b", "packs", " = ", "=", '"', '"x"', "'", "\\", "[", "]", "{", "}", ", ", ",", "\n", "\n"),
    *("#", " ", "0", "01", "1", "-1", "1.0", "true", ".", "\r", "\t", "\x7f", "é", '"""'),
    *("[packs]\n", "a = 1\n"),
)


def verdict(read: Callable[[str], object], text: str) -> object:
    """What a reader makes of a text: its tables, or that it refuses it."""
    try:
        return read(text)
    except ValueError:
        return "refused"


@given(documents)
def test_what_we_write_is_read_as_it_was_meant(document: dict[str, object]) -> None:
    text = toml_document(document)
    assert read_tables(text) == tomllib.loads(text) == document


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_somebody_writes_is_read_as_the_standard_library_reads_it(text: str) -> None:
    assert verdict(read_tables, text) == verdict(tomllib.loads, text)


@pytest.mark.parametrize("before", ["", "[packs]\n", "[packs]\nclose = '^1'\n"])
def test_a_conflict_that_git_has_left_is_told_with_its_line(before: str) -> None:
    text = before + '<<<<<<< HEAD\nledger = "^1"\n=======\nledger = "^2"\n>>>>>>> other\n'
    with pytest.raises(ValueError, match=f"a conflict at line {before.count(chr(10)) + 1}: keep the lines"):
        read_tables(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[packs]\nclose = "^1"\nbooks = "^1"\nclose = "^2"\n', "lines 2 and 4 both say `close`"),
        (
            '# close = 1\n[packs]\nclose = "^1"  # [x]\nclose= {version = "^2"}\n',
            "lines 3 and 4 both say `close`",
        ),
        (
            "[inputs.a]\nx = 1\n[packs]\nx = 1\n[inputs.a] # mine\ny = 2\n",
            r"lines 1 and 5 both say `\[inputs.a\]`",
        ),
        ("[[a]]\nx = 1\n[[a]]\nx = 2\n[b]\ny = 1\ny = 2\n", "lines 6 and 7 both say `y`"),
        ('s = """\nx = 1\nx = 2\n"""\nz = 1\nz = 2', "lines 5 and 6 both say `z`"),
        ("z = 1\nz = [\n'a = 1',\n'a = 1',\n]\n", "^Cannot overwrite"),
        ("x = {a = 1, a = 2}\n", "Cannot overwrite a value|Duplicate"),
        ('[packs]\nclose = "^1"\nclose = "^2\n', "^(?!lines)"),
    ],
)
def test_two_lines_that_a_merge_has_left_for_one_thing_are_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_tables(text)


@pytest.mark.parametrize(
    ("text", "loads"), [('# c\n[packs]\nclose = "^1.2"\n', 0), ("[packs]\nclose = '^1.2'\n", 1)]
)
def test_the_parser_is_loaded_for_what_is_written_by_hand_only(text: str, loads: int) -> None:
    program = f"""
import sys
from packformat.tomlread import read_tables
assert read_tables({text!r}) == {{"packs": {{"close": "^1.2"}}}}
sys.exit("tomllib" in sys.modules)
"""
    # Without site packages: what measures coverage would load the parser itself.
    assert subprocess.run([sys.executable, "-S", "-c", program], check=False).returncode == loads
