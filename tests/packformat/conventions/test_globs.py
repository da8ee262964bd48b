"""Globs mean what people who write them in `.gitignore` take them for."""

import pytest

from packformat.conventions.globs import glob_pattern


@pytest.mark.parametrize(
    ("glob", "inside", "outside"),
    [
        ("close/**", ["close/a.csv", "close/2026-10/a.csv"], ["closed/a.csv", "x/close/a.csv", "close"]),
        ("close/", ["close/a.csv", "close/b/a.csv"], ["close", "close.csv"]),
        ("*.csv", ["a.csv", "deep/er/b.csv"], ["a.csv.txt", "acsv"]),
        ("/*.csv", ["a.csv"], ["deep/a.csv"]),
        ("close/*/bank?.csv", ["close/10/bank1.csv"], ["close/10/x/bank1.csv", "close/10/bank.csv"]),
        ("**/papers/**", ["papers/a", "a/b/papers/c/d"], ["mypapers/a"]),
        ("[a] (b)/*+.md", ["[a] (b)/c+.md"], ["a b/c+.md", "[a] (b)/c.md"]),
        ("année/*", ["année/é.md"], ["annee/é.md"]),
    ],
)
def test_a_glob_means_files_by_their_path(glob: str, inside: list[str], outside: list[str]) -> None:
    pattern = glob_pattern(glob)
    assert [path for path in [*inside, *outside] if pattern.fits(path)] == inside


@pytest.mark.parametrize("part", ["?", "**/", "*", "-"])
def test_no_glob_that_the_format_allows_is_too_large(part: str) -> None:
    assert glob_pattern((part * 100)[:100]).size
