"""An indented list of folders becomes a scaffold."""

import pytest

from packformat.compose import compose, find_gaps
from packformat.compose.folders import folder_paths, folders_text
from packformat.rules import run_rules
from packformat.scaffolds import read_scaffold
from tests.support.drafts import CLOSE


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("a\n  b\n    c\n  d\ne", ["a", "a/b", "a/b/c", "a/d", "e"]),
        ("- a/\n\t- b\n\n\t\t* c", ["a", "a/b", "a/b/c"]),
        ("a/b\na/b\n a", ["a/b", "a/b/a"]),
        ("    a\n  b\n      c", ["a", "b", "b/c"]),
        ("\n - \n", []),
    ],
)
def test_a_folder_stands_in_the_nearest_one_above_that_is_further_out(text: str, paths: list[str]) -> None:
    assert folder_paths(text) == paths


def test_the_list_becomes_a_scaffold_that_every_rule_accepts() -> None:
    entries = compose(CLOSE)
    files = {entry.path: entry.data for entry in entries}
    scaffold = read_scaffold("month-end-close", files)
    assert scaffold.title == "Folders of Month-end close"
    assert scaffold.folders == ("letters", "letters/sent", "letters/received", "papers")
    assert run_rules(entries).findings == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("../out", "leads out"),
        (".obsidian", "hidden"),
        ("CON", "Windows"),
        ("a\nA", "one and the same"),
        ("\n".join(map(str, range(201))), "more than 200"),
        ("AGENTS.md", "programs act"),
    ],
)
def test_folders_that_somebody_could_not_have_are_a_gap_and_not_written(text: str, word: str) -> None:
    content = {**CLOSE, "folders": text}
    [gap] = find_gaps(content)
    assert (gap.page, gap.field) == ("names", "folders")
    assert word in gap.message
    assert "`" not in gap.message
    assert not [entry for entry in compose(content) if entry.path.startswith("scaffold/")]
    assert find_gaps({**CLOSE, "folders": ""}) == []


def test_the_folders_of_an_archive_become_the_list_without_what_is_hidden_and_the_one_around_them() -> None:
    paths = [
        "Client/",
        "Client/letters/sent/",
        "Client/photos/",
        "Client/notes/x.md",
        "Client/.git/",
        "__MACOSX/x",
    ]
    assert folders_text(paths) == "letters\n  sent\nnotes\nphotos"
    assert folders_text([*paths, "readme.md"]).startswith("Client\n  letters\n    sent")
    assert folders_text(["a/", "b/c/"]) == "a\nb\n  c"
    assert folders_text(["a/"]) == "a"
    assert folders_text(["x.md"]) == ""


def test_what_is_read_off_an_archive_means_the_same_folders() -> None:
    paths = ["a", "a/b", "a/b/c", "d"]
    assert folder_paths(folders_text(f"{path}/" for path in paths)) == paths
