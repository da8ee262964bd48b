"""Projects and runs in which every call of the system is a place to be killed or refused at."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from installer_cli.main import main
from packformat.archive import Entry
from tests.support.faults import KILLED, Fault, run_with_fault
from tests.support.registry_simulator import RegistrySimulator, pack_files
from tests.support.watched import calls_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.support.watched import Call

MINE = "what only the user could write\n"
VALUES = '[inputs.close]\ncompany = "Fenwick"\n'
ERRNOS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE, errno.EDQUOT)
RERUN_EVERY = 7
"""After every so many kills the run is made again; after each, the project is looked at."""


class Scene(NamedTuple):
    """A project as it is before a run, and the run."""

    folder: Path
    argv: tuple[str, ...]

    @property
    def project(self) -> Path:
        return self.folder / "project"


class Workshop:
    """Makes copies of scenes and runs commands in them."""

    def __init__(self, folder: Path, registry: str) -> None:
        self._folder = folder
        self._registry = registry
        self._count = 0

    def copy(self, scene: Scene) -> Scene:
        self._count += 1
        folder = self._folder / f"copy-{self._count}"
        shutil.copytree(scene.folder, folder, symlinks=True)
        return Scene(folder, scene.argv)

    def run(self, scene: Scene, *argv: str) -> int:
        """Run a command in this process, unheard."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CTXPACK_HOME", str(scene.folder / "home"))
            patch.setenv("CTXPACK_REGISTRY", self._registry)
            patch.setattr(sys, "stdout", io.StringIO())
            patch.setattr(sys, "stderr", io.StringIO())
            code = main([*(argv or scene.argv), "--project", str(scene.project)])
            assert "E_INTERNAL" not in sys.stderr.getvalue()
        return code


def asking_for_values(entry: Entry) -> Entry:
    """The same file; the manifest asks for a value, which the agent is told in a file of its own."""
    if entry.path != "pack.toml":
        return entry
    asked = b'\n[[inputs]]\nkey = "company"\ntype = "string"\ntitle = "Name of the company"\n'
    return Entry(entry.path, entry.data + asked, entry.executable)


def make_workshop(folder: Path, more: int = 0) -> Workshop:
    """A workshop with a mirror of two packs, one of them in two versions, with so many ``more`` files."""
    registry = RegistrySimulator()
    registry.publish("ledger", files={"memory/chart/accounts.md": "# Accounts\n"})
    old = {"notes.md": "one\ntwo\nthree\n", "old.md": "old\n", "same.md": "same\n"}
    new = {"notes.md": "one\ntwo\nTHREE\n", "new/new.md": "new\n", "same.md": "same\n"}
    for version, files in (("1.0.0", old), ("2.0.0", new)):
        memory = {"memory/facts/facts.md": f"# Facts of {version}\n", "run.sh": f"echo {version}\n"}
        memory |= {f"more/{number // 5}/{number}.md": f"{number} of {version}\n" for number in range(more)}
        memory |= {f"memory/more-{number}/x.md": f"# {number} of {version}\n" for number in range(more // 5)}
        entries = pack_files("close", version, requires={"ledger": ">=1"}, files={**files, **memory})
        registry.publish("close", version, entries=[asking_for_values(entry) for entry in entries])
    return Workshop(folder, registry.write_mirror(folder / "mirror"))


def make_scenes(workshop: Workshop, folder: Path) -> dict[str, Scene]:
    """The four runs, each in a project where the user has written something of their own."""
    folder = folder / "scenes" / "install"
    (folder / "project" / ".claude" / "skills" / "mine").mkdir(parents=True)
    (folder / "project" / ".claude" / "skills" / "mine" / "SKILL.md").write_text(MINE)
    (folder / "project" / "ctxpack.toml").write_text(VALUES)
    found = {"install": Scene(folder, ("install", "close@1.0.0"))}
    installed = workshop.copy(found["install"])
    assert workshop.run(installed) == 0
    notes = installed.project / ".claude" / "skills" / "close" / "notes.md"
    notes.write_text(MINE + notes.read_text())
    (notes.parent / "MINE.md").write_text(MINE)
    found["update"] = Scene(installed.folder, ("install", "close@2.0.0"))
    found["remove"] = Scene(installed.folder, ("uninstall", "close"))
    updated = workshop.copy(found["update"])
    assert workshop.run(updated) == 0
    found["undo"] = Scene(updated.folder, ("undo",))
    return found


def tree(project: Path) -> dict[str, bytes]:
    """The project's files but our own state."""
    return {
        str(path.relative_to(project)): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and ".ctxpack" not in path.parts
    }


def assert_whole(workshop: Workshop, scene: Scene, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """The next command leaves a whole tree, of which every listed file is there."""
    assert workshop.run(scene, "list") == 0
    found = tree(scene.project)
    assert found in (before, after)
    assert workshop.run(scene, "verify") in (0, 9)


def assert_can_go_on(workshop: Workshop, scene: Scene, after: dict[str, bytes]) -> None:
    """The same run once more leads to the same end, and leaves nothing of its own behind."""
    assert workshop.run(scene) in (0, 3, 4)
    assert tree(scene.project) == after or scene.argv[0] == "undo"
    state = scene.project / ".claude" / ".ctxpack"
    assert not [name for name in ("journal.json", "stage", "trash") if (state / name).exists()]


def failed(
    workshop: Workshop, scene: Scene, points: Iterable[int], errnos: Sequence[int | None] = (None,)
) -> Iterator[tuple[int, Scene, int]]:
    """Fail a copy of a scene at each of these calls, until a run ends before it comes to one.

    Without an errno it is killed.
    """
    for point in points:
        copy = workshop.copy(scene)
        fault = Fault(point, errnos[point % len(errnos)])
        code, met = run_with_fault(fault, lambda copy=copy: workshop.run(copy))
        if not met:
            return
        yield point, copy, code


def watched(workshop: Workshop, scene: Scene) -> list[Call]:
    """The calls of an unharmed run of a scene."""
    copy = workshop.copy(scene)
    return calls_of(lambda: workshop.run(copy), copy.folder)


def expected(workshop: Workshop, scene: Scene) -> tuple[dict[str, bytes], dict[str, bytes]]:
    whole = workshop.copy(scene)
    before = tree(whole.project)
    assert workshop.run(whole) == 0
    after = tree(whole.project)
    assert before != after
    assert all(MINE.encode() in b"".join(found.values()) for found in (before, after))
    return before, after


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory, where the system has one: thousands of trees are made and deleted in it."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="ctxpack-faults-") as folder:
        yield Path(folder)


def kill_at(workshop: Workshop, scene: Scene, points: Iterable[int], again_after: int = RERUN_EVERY) -> int:
    """How many of these calls a run was killed at; after each, the next command leaves a whole tree."""
    before, after = expected(workshop, scene)
    kills = 0
    for _, copy, code in failed(workshop, scene, points):
        kills += 1
        assert code == KILLED
        assert_whole(workshop, copy, before, after)
        if kills % again_after == 0:
            assert_can_go_on(workshop, copy, after)
        shutil.rmtree(copy.folder)
    return kills
