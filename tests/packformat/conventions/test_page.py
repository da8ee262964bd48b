"""What the agent reads of conventions is one memory, with examples, that loads nothing else."""

from packformat.conventions.page import PAGE, convention_files, page_text
from packformat.memories import read_memories
from packformat.memory_imports import imports_of
from packformat.texts import read_toml
from tests.support.conventions import PATH, TEXT, papers


def test_the_page_says_what_for_where_and_how_with_right_and_wrong_names() -> None:
    page = page_text([papers()])
    assert "## Papers of a close\n\nWhoever looks" in page
    assert "- For: `close/**`, `*.pdf`\n- Looks like: `year-month_what_v1.pdf`" in page
    assert "- Right: `2026-10_bank-statement.pdf`, `2026-10_accruals_v2.xlsx`" in page
    assert "- Wrong: `Bank Oct FINAL.pdf`: no month, and final says nothing" in page
    assert "Looks like" not in page_text([papers(TEXT.replace("shape", "#"))])


def test_it_is_a_memory_that_is_loaded_always_and_imports_nothing() -> None:
    made = convention_files({PATH: TEXT.encode()})
    [memory] = read_memories(made, lambda path: read_toml(path, made[path]))
    assert (memory.title, memory.always, memory.ownership) == ("How files are named", True, "managed")
    assert list(imports_of(PAGE, made[PAGE].decode())) == []


def test_a_pack_without_conventions_gets_no_memory() -> None:
    assert convention_files({PATH: b"["}) == {}
