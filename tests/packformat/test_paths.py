"""Paths: one spelling, storable everywhere, and no two that some disk would take for one."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from packformat.errors import AuthorError, CtxpackError
from packformat.paths import Limits, check_distinct, check_path, check_paths, decode_path, fold
from tests.support.refusals import refused
from tests.support.strategies import paths


@given(paths)
def test_a_legal_path_is_returned_as_it_is(path: str) -> None:
    assert check_path(path) == path


@given(st.text(max_size=30))
def test_any_text_is_a_path_or_refused_by_an_author_error(text: str) -> None:
    with suppress(AuthorError):
        path = check_path(text)
        assert unicodedata.is_normalized("NFC", path)
        assert all(part not in ("", ".", "..") for part in path.split("/"))


@given(
    st.text(
        st.characters(categories=["L", "M", "N"], exclude_characters="\N{LATIN SMALL LETTER DOTLESS I}"),
        max_size=5,
    )
)
@example("\N{GREEK SMALL LETTER IOTA WITH DIALYTIKA AND TONOS}")
def test_capitals_and_other_forms_of_a_name_are_filed_under_one_key(name: str) -> None:
    key = fold(name)
    assert fold(key) == key
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, name)) == key
    assert all(fold(letter.upper()) == fold(letter) == fold(letter.lower()) for letter in name)


@given(paths)
def test_a_path_and_its_other_spellings_collide(path: str) -> None:
    other = path.swapcase()
    if fold(other) == fold(path):
        with refused("E_PATH_COLLISION"):
            check_distinct([path, other])


def verdict(path: str) -> str:
    """The code that a path is refused with; empty for a legal one."""
    try:
        check_path(path)
    except AuthorError as error:
        return error.code
    return ""


NASTY = ("a", "A.md", "con", "Nul.txt", "aux .md", ".git", "GIT~1", "a.", "b ", " c", "", ".", "..", "x|y")


@given(st.lists(st.sampled_from(NASTY), min_size=1, max_size=4))
def test_a_path_of_ordinary_letters_is_judged_as_strictly_as_one_with_rare_ones(parts: list[str]) -> None:
    path = "/".join(parts)
    assert verdict(f"folder/{path}") == verdict(f"\N{LATIN SMALL LETTER E WITH ACUTE}/{path}")


def test_an_empty_path_is_refused() -> None:
    with refused("E_PATH_NOT_CANONICAL"):
        check_path("")


def test_distinct_paths_and_shared_folders_are_fine() -> None:
    check_distinct(["a/b.md", "a/c.md", "a/b/d.md", "ab.md", "é/a.md"])


def test_limits_are_the_callers() -> None:
    with refused("E_PATH_DEPTH", "2 folders deep where 1"):
        check_path("a/b/c", Limits(depth=1))
    with refused("E_PATH_LENGTH", "5 bytes where 4"):
        check_path("aa/bb", Limits(path=4))


@pytest.mark.parametrize("name", ["con", "CON.txt", "nul.tar.gz", "com1", "COM¹.md", "lpt9 .txt", "conin$"])
def test_device_names_of_windows_are_refused(name: str) -> None:
    with refused("E_PATH_WINDOWS", "it names a device"):
        check_path(f"a/{name}")


@pytest.mark.parametrize("name", ["console.md", "aux-in.md", "com10", "null"])
def test_names_that_only_begin_like_a_device_are_fine(name: str) -> None:
    assert check_path(name) == name


def test_a_name_that_is_not_utf8_is_refused_with_its_bytes() -> None:
    with refused("E_PATH_ENCODING", "entry 7", "ff fe"):
        decode_path(b"\xff\xfe", 7)
    with refused("E_PATH_EMPTY", "entry 3"):
        decode_path(b"", 3)
    assert decode_path("é".encode(), 1) == "é"


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        (".git/config", "version-control"),
        ("x/.hg/y", "version-control"),
        (".claude/settings.json", "hooks/hooks.json"),
        (".Claude/agents/a.md", "hooks/hooks.json"),
        (".ctxpack/state", "registry writes"),
        (".\N{LATIN SMALL LETTER LONG S}vn/entries", "version-control"),
    ],
)
def test_other_programs_folders_are_refused_with_what_to_do_instead(path: str, remedy: str) -> None:
    with refused("E_PATH_RESERVED", path, remedy):
        check_path(path)


def test_all_paths_that_are_wrong_are_told_at_once_and_no_endless_row_of_them() -> None:
    with pytest.raises(CtxpackError) as caught:
        check_paths(["a.md", "b?.md", "CON.md", "c.md", "../d.md"])
    told = [caught.value, *caught.value.also]
    assert [error.code for error in told] == ["E_PATH_CHARS", "E_PATH_WINDOWS", "E_PATH_ESCAPE"]
    with pytest.raises(CtxpackError) as caught:
        check_paths(f"{number}?" for number in range(1_000))
    assert len(caught.value.also) == 19


def test_all_paths_that_some_system_takes_for_one_are_told_in_one_order() -> None:
    with pytest.raises(CtxpackError) as caught:
        check_distinct(["b/x.md", "a/x.md", "README.md", "readme.md", "a", "b"])
    told = [(error.data["path"], error.data["other"]) for error in (caught.value, *caught.value.also)]
    assert told == [("readme.md", "README.md"), ("a", "a/"), ("b", "b/")]


def test_folders_that_some_system_takes_for_one_are_told_with_the_files_each_once() -> None:
    with pytest.raises(CtxpackError) as caught:
        check_distinct(["a/b/x.md", "A/b/y.md", "A/b/z.md", "a/B/q.md", "n.md", "N.md"])
    told = [(error.data["path"], error.data["other"]) for error in (caught.value, *caught.value.also)]
    assert told == [("A/", "a/"), ("a/B/", "a/b/"), ("N.md", "n.md")]


def test_a_name_of_thousands_of_folders_is_not_compared_folder_by_folder() -> None:
    deep = [f"{number}/" + "a/" * 30_000 + "x" for number in range(100)]
    with refused("E_PATH_NOT_NFC"):
        check_paths(["e\N{COMBINING ACUTE ACCENT}.md", *deep])
