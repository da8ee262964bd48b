from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installer_cli.disk import FILE, LOST, observe
from installer_cli.placed import PLACED, read_note, settle
from installer_cli.project import STATE, Project
from installer_cli.stage import Stage
from packformat.digest import Digest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

PATH = ".claude/skills/a/x.md"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / STATE).mkdir(parents=True)
    return Project(str(tmp_path))


def place(project: Project, path: str = PATH, data: bytes = b"text", *, again: bool = True) -> None:
    with Stage(project, ()) as stage:
        stage.write(path, data, known=Digest.of(data) if again else None)
        stage.commit()


def lose(path: Path, left: bytes = b"") -> None:
    """Do to a file what a power cut does: its name and times are there, its bytes are not."""
    before = path.stat()
    path.write_bytes(left)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("left", [b"", b"te", b"\0\0\0\0"])
def test_a_file_that_lost_its_bytes_is_told_from_one_that_was_edited(project: Project, left: bytes) -> None:
    place(project)
    file = Path(project.path(PATH))
    assert observe(project, [PATH])[PATH].kind == FILE
    lose(file, left)
    assert observe(project, [PATH])[PATH].kind == LOST
    file.write_bytes(left)
    assert observe(project, [PATH])[PATH].kind == FILE


def test_a_file_that_was_replaced_is_the_users_whatever_its_times(project: Project) -> None:
    place(project)
    file = Path(project.path(PATH))
    other = file.with_name("other")
    other.write_bytes(b"")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.rename(file)
    assert observe(project, [PATH])[PATH].kind == FILE


def test_what_cannot_be_had_again_is_not_in_the_note(project: Project) -> None:
    place(project, again=False)
    assert not project.has(PLACED)
    assert read_note(project) == {}


def test_each_note_is_about_the_last_run_that_placed_something(project: Project) -> None:
    place(project)
    place(project, ".claude/skills/b/name with spaces.md")
    place(project, ".claude/skills/c/mine.md", again=False)
    assert list(read_note(project)) == [".claude/skills/b/name with spaces.md"]


def test_a_damaged_note_says_less_and_settling_passes_over_what_is_gone(project: Project) -> None:
    place(project)
    note = Path(project.path(PLACED))
    note.write_bytes(note.read_bytes() + b"sha256:00 12 half")
    assert list(read_note(project)) == [PATH]
    Path(project.path(PATH)).unlink()
    settle(project)
    note.write_bytes(b"\0" * 100)
    assert read_note(project) == {}


@pytest.mark.usefixtures("url")
def test_after_a_power_cut_what_was_lost_is_missing_and_is_put_back(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close", files={"notes.md": "one\n", "memory/facts/facts.md": "# Facts\n"})
    cli.ok("install", "close")
    expected = cli.tree()
    lost = [".claude/skills/close/notes.md", ".claude/memory/close/facts/facts.md"]
    for path in lost:
        lose(cli.path(path))
    cli.path(".claude/skills/close/README.md").write_bytes(b"mine\n")
    assert cli("verify").code == 5
    cli.ok("install")
    assert cli.tree() == expected | {".claude/skills/close/README.md": b"mine\n"}


@pytest.mark.usefixtures("url")
def test_after_a_power_cut_what_was_lost_does_not_stay_behind(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", files={"notes.md": "one\n"})
    cli.ok("install", "close")
    lose(cli.path(".claude/skills/close/notes.md"))
    cli.ok("uninstall", "close")
    assert sorted(cli.tree()) == ["ctxpack.lock", "ctxpack.toml"]
