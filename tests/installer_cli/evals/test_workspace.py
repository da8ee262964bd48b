"""The folder of a run, as an agent may leave it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from installer_cli.evals import workspace
from installer_cli.evals.workspace import Workspace
from packformat.evals.transcript import Turn, write_transcript

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_whatever_an_agent_leaves_there_is_looked_at_or_left_out(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada", encoding="utf-8")
    with open(os.fsencode(tmp_path) + b"/bad\xff.txt", "wb") as file:  # noqa: PTH123 - its name is no text
        file.write(b"x")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "outside").symlink_to("/etc", target_is_directory=True)
    (tmp_path / "passwd").symlink_to("/etc/passwd")
    files = Workspace(str(tmp_path), "/nowhere").look().files
    assert files == {"letter.txt": b"Dear Ada", r"bad\xff.txt": b"x"}
    assert b"letter.txt" in write_transcript([Turn(role="assistant", text="Done", files=files)])


def test_no_more_is_read_than_graders_look_at_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "_MOST", 5)
    (tmp_path / "a.txt").write_text("abc", encoding="utf-8")
    (tmp_path / "b.txt").write_text("de", encoding="utf-8")
    assert Workspace(str(tmp_path), "/nowhere").look() == ({"a.txt": b"abc", "b.txt": b"de"}, True)
    (tmp_path / "b.txt").write_text("def", encoding="utf-8")
    assert Workspace(str(tmp_path), "/nowhere").look() == ({"a.txt": b"abc"}, False)
