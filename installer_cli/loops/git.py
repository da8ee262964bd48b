"""The little of git that experiments need; raises E_LOOP_GIT when it says no."""

from __future__ import annotations

import fnmatch
import os

from installer_cli.agent.process import run_program
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS = 120.0
_IDENTITY = ("-c", "user.name=ctxpack loop", "-c", "user.email=loop@ctxpack.invalid")


class Repository:
    """The git repository that a project is."""

    def __init__(self, folder: str):
        self._folder = folder

    def files(self) -> list[str]:
        """Every file that is under version control or could be."""
        listed = self._run("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        paths = sorted(set(listed.split("\0")) - {""})
        return [path for path in paths if os.path.isfile(os.path.join(self._folder, path))]

    def known(self, globs: Sequence[str]) -> list[str]:
        """The files of the last commit that match one of the globs."""
        listed = self._run("ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
        return [path for path in listed if any(fnmatch.fnmatchcase(path, pattern) for pattern in globs)]

    def changed(self, paths: Sequence[str]) -> list[str]:
        """Those of the paths that differ from the last commit, new ones included."""
        if not paths:
            return []
        listed = self._run(
            "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *paths
        )
        return sorted(line[3:] for line in listed.split("\0") if line)

    def last_message(self) -> str:
        """The message of the last commit."""
        return self._run("log", "-1", "--format=%B")

    def commit(self, paths: Sequence[str], message: str) -> str:
        """Commit the paths alone and return the commit's short id."""
        self._run("add", "--all", "--", *paths)
        self._run(*_IDENTITY, "commit", "--quiet", "--no-verify", "--message", message, "--", *paths)
        return self._run("rev-parse", "--short", "HEAD").strip()

    def restore(self, paths: Sequence[str]) -> None:
        """Put the paths back to the last commit; what that does not know is removed."""
        for path in self.changed(paths):
            if self._run("ls-files", "--", path):
                self._run("checkout", "--quiet", "HEAD", "--", path)
            else:
                os.unlink(os.path.join(self._folder, path))

    def _run(self, *words: str) -> str:
        ended = run_program(
            ["git", "-c", "core.quotepath=false", "--literal-pathspecs", *words],
            folder=self._folder,
            seconds=_SECONDS,
        )
        if ended.code != 0:
            said = ended.problem.strip().splitlines() or ["it said nothing"]
            raise ERRORS.error("E_LOOP_GIT", command=words[0], reason=said[-1])
        return ended.output
