from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from installer_cli.project import LOCK, STATE, Project
from installer_cli.projectlock import ProjectLock
from packformat.errors import CtxpackError
from tests.support.waiting import PATIENCE_SECONDS

HOLD = """
import sys, time
from installer_cli.project import Project
from installer_cli.projectlock import ProjectLock
with ProjectLock(Project(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(str(tmp_path))


def lock(project: Project) -> ProjectLock:
    return ProjectLock(project, lambda _: None)


def hold(project: Project) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, project.root], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def end(holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.communicate()


def test_a_first_run_that_writes_nothing_leaves_nothing(project: Project) -> None:
    with lock(project):
        assert project.has(LOCK)
    assert list(Path(project.root).iterdir()) == []


@pytest.mark.parametrize("name", ["trash", "stage", "receipts"])
def test_nothing_is_done_where_our_own_folder_holds_a_link(
    project: Project, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "file").touch()
    Path(project.path(STATE)).mkdir(parents=True)
    Path(project.path(f"{STATE}/{name}")).symlink_to(outside)
    with pytest.raises(CtxpackError) as caught, lock(project):
        raise AssertionError("it was locked")
    assert (caught.value.code, caught.value.data["path"]) == ("E_TARGET_LINK", f"{STATE}/{name}")
    assert (outside / "file").exists()


def test_what_was_written_under_the_lock_stays(project: Project) -> None:
    with lock(project):
        Path(project.path(f"{STATE}/receipts")).mkdir()
    assert project.has(f"{STATE}/receipts")
    with lock(project):
        pass
    assert project.has(f"{STATE}/receipts")


def test_a_folder_of_the_users_is_not_taken_away(project: Project) -> None:
    Path(project.path(".claude")).mkdir()
    with lock(project):
        pass
    assert [path.name for path in Path(project.root).iterdir()] == [".claude"]


def test_a_time_limit_that_is_none_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTXPACK_LOCK_TIMEOUT", "nan")
    with pytest.raises(CtxpackError) as caught, lock(project):
        raise AssertionError("it was locked")
    assert caught.value.code == "E_USAGE_VALUE"


def test_a_held_lock_is_waited_for_and_then_reported_with_its_holder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTXPACK_LOCK_TIMEOUT", "0.2")
    told: list[str] = []
    holder = hold(project)
    try:
        with pytest.raises(CtxpackError) as caught, ProjectLock(project, told.append):
            pass
    finally:
        end(holder)
    assert caught.value.code == "E_LOCKED"
    assert f"(process {holder.pid})" in caught.value.message
    assert told == [f" (process {holder.pid})"]


def test_a_killed_holder_holds_nothing(project: Project) -> None:
    holder = hold(project)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with lock(project):
        pass


def test_eight_at_once_take_turns(project: Project) -> None:
    inside: list[int] = []
    most: list[int] = []

    def run() -> None:
        with lock(project):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)
    assert most == [1] * 8


def test_a_linked_state_folder_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".claude").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CtxpackError) as caught, lock(project):
        pass
    assert caught.value.code == "E_TARGET_LINK"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_in_the_way_is_an_error_of_ours(project: Project, tmp_path: Path) -> None:
    (tmp_path / ".claude").write_text("x")
    with pytest.raises(CtxpackError) as caught, lock(project):
        pass
    assert caught.value.code == "E_PATH"
