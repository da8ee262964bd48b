"""What no pack carries, and what only looks like it."""

import pytest

from packformat.litter import is_litter


@pytest.mark.parametrize(
    "path",
    [
        *(".DS_Store", "skills/a/.ds_store", "Thumbs.db", "__MACOSX/a/._b", "skills/._SKILL.md"),
        *(
            "scripts/__pycache__/a.cpython-311.pyc",
            "node_modules/x/package.json",
            "evals/results/1/report.html",
        ),
    ],
)
def test_leftovers_are_litter(path: str) -> None:
    assert is_litter(path)


@pytest.mark.parametrize(
    "path", ["README.md", ".gitignore", "evals/results.md", "skills/results/SKILL.md", "_._", "pycache/a.py"]
)
def test_content_is_not(path: str) -> None:
    assert not is_litter(path)
