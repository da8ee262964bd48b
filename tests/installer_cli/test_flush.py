from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.flush import flush_files, flush_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_any_number_of_files_is_flushed(tmp_path: Path, count: int) -> None:
    paths = [tmp_path / str(number) for number in range(count)]
    for path in paths:
        path.write_text("x")
    flush_files([str(path) for path in paths])
    flush_folder(str(tmp_path))
    assert all(path.read_text() == "x" for path in paths)


@pytest.mark.parametrize("count", [1, 20])
def test_what_the_system_refuses_reaches_the_caller(tmp_path: Path, count: int) -> None:
    with pytest.raises(FileNotFoundError):
        flush_files([str(tmp_path / str(number)) for number in range(count)])


@pytest.mark.parametrize("count", [1, 20])
def test_what_is_gone_can_be_passed_over(tmp_path: Path, count: int) -> None:
    (tmp_path / "0").write_text("x")
    flush_files([str(tmp_path / str(number)) for number in range(count)], tolerant=True)


def test_a_folder_that_is_not_there_needs_no_flush(tmp_path: Path) -> None:
    flush_folder(str(tmp_path / "none"))
