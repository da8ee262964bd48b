"""What is laid out is for people, in places that every system has and that lead nowhere else."""

import pytest

from packformat.scaffolds import (
    Scaffold,
    keys_of,
    laid_out,
    read_scaffold,
    scaffold_names,
    scaffolds_in,
    tree_lines,
)
from tests.support.refusals import refused
from tests.support.scaffolds import FILES


def of(*paths: str, folders: tuple[str, ...] = ()) -> Scaffold:
    return Scaffold("x", "X", "x", folders, dict.fromkeys(paths, b""))


def test_a_tree_has_every_folder_before_what_is_in_it_and_values_in_their_places() -> None:
    tree = laid_out(read_scaffold("client", FILES), {"firm": "Smith & Sons", "clerk": "J. Park"})
    assert tree == {
        "Smith & Sons": None,
        "Smith & Sons/logo.png": b"\x89PNG\xff",
        "letters": None,
        "letters/received": None,
        "letters/sent": None,
        "who.md": b"# Smith & Sons\n\nClerk: J. Park, template {{other}}\n",
    }
    assert tree_lines(tree) == [
        *("Smith & Sons/", "    logo.png", "letters/", "    received/", "    sent/", "who.md"),
    ]


def test_the_same_values_give_the_same_tree_in_any_order() -> None:
    backwards = dict(reversed(FILES.items()))
    values = {"firm": "A", "clerk": "B"}
    one, other = (laid_out(read_scaffold("client", files), values) for files in (FILES, backwards))
    assert list(one.items()) == list(other.items())


def test_a_place_in_a_text_is_for_what_the_pack_asks_and_one_in_a_name_for_anything() -> None:
    scaffold = read_scaffold("client", FILES)
    assert keys_of(scaffold, {"clerk", "unused"}) == {"clerk", "firm"}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../out.md", "E_PATH_ESCAPE"),
        ("a/../../out.md", "E_PATH_ESCAPE"),
        ("/etc/passwd", "E_PATH_ABSOLUTE"),
        ("a\\b", "E_PATH_CHARS"),
        ("C:/x", "E_PATH_CHARS"),
        ("nul", "E_PATH_WINDOWS"),
        ("papers/COM1.txt", "E_PATH_WINDOWS"),
        ("papers./x", "E_PATH_WINDOWS"),
        (".git/hooks/pre-commit", "E_PATH_RESERVED"),
        (".claude/settings.json", "E_PATH_RESERVED"),
        (".mcp.json", "E_SCAFFOLD"),
        ("a/.vscode/tasks.json", "E_SCAFFOLD"),
        ("deep/CLAUDE.md", "E_SCAFFOLD"),
        ("agents.md", "E_SCAFFOLD"),
        ("ctxpack.toml", "E_SCAFFOLD"),
        ("", "E_PATH_NOT_CANONICAL"),
    ],
)
def test_what_leads_out_or_is_obeyed_or_cannot_be_stored_is_refused(path: str, code: str) -> None:
    for scaffold in (of(path), of(folders=(path,))):
        with refused(code):
            laid_out(scaffold, {})


def test_two_names_that_one_disk_takes_for_one_are_refused() -> None:
    for scaffold in (
        of("a/x", "A/y"),
        of("a", folders=("a/b",)),
        of("Notes.md", "notes.md"),
        of(folders=("a", "A")),
    ):
        with refused("E_PATH_COLLISION"):
            laid_out(scaffold, {})


@pytest.mark.parametrize(
    ("value", "code"),
    [("a/b", "E_SCAFFOLD"), ("..", "E_PATH_ESCAPE"), (".x", "E_SCAFFOLD"), ("a:b", "E_PATH_CHARS")],
)
def test_a_value_is_one_name_and_no_way_out(value: str, code: str) -> None:
    with refused(code):
        laid_out(of("{{firm}}/x.md"), {"firm": value})


def test_only_a_folder_that_describes_itself_is_a_scaffold() -> None:
    files = {
        **FILES,
        "scaffold/app/.eslintrc": b"{}",
        "scaffold/app/src/scaffold.toml": b"",
        "scaffold/scaffold.toml": b"",
        "scaffold/broken/scaffold.toml": b"[",
    }
    assert scaffold_names(files) == ["broken", "client"]
    assert [scaffold.name for scaffold in scaffolds_in(files)] == ["client"]
    with refused("E_SCHEMA", "scaffold/client/scaffold.toml"):
        read_scaffold("client", {"scaffold/client/scaffold.toml": b'title = "x"\n'})
