"""The folder that a case is worked on in: made as the case says, looked at before and after."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import NamedTuple

from installer_cli.agent.process import run_program
from installer_cli.errors import ERRORS
from packformat.paths import PLUGIN_ROOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from installer_cli.agent.process import Ended
    from packformat.evals.case import EvalCase

_PREPARING_SECONDS = 120.0
_CHECKING_SECONDS = 120.0
_LEFT_OUT = frozenset((".git", ".claude", "__pycache__", "node_modules"))
_LARGEST = 10 << 20
"""Bytes of a file that graders look at."""
_MOST = 100 << 20
"""Bytes of all files that graders look at: twice the largest pack."""
_EXAMPLE = "example.toml"
TOO_MUCH = f"the files that it left hold more than {_MOST >> 20} MB, so they were not all looked at"
"""Why a run came to no end that left more than is looked at."""


class Seen(NamedTuple):
    """Files by their paths; ``is_all`` says whether they are all, as far as none is too large by itself."""

    files: dict[str, bytes]
    is_all: bool


class Workspace:
    """A folder of one run; ``pack`` is where the pack lies whose scripts prepare and judge it."""

    def __init__(self, folder: str, pack: str):
        self.folder = folder
        self._pack = pack
        self.start: dict[str, bytes] = {}

    def prepare(self, case: EvalCase) -> None:
        """Make what the case starts from; raises E_WORKSPACE."""
        source = case.workspace.get("from")
        if source:
            target = os.path.join(self.folder, case.workspace.get("to", ""))
            left_out = shutil.ignore_patterns(_EXAMPLE, *case.workspace.get("without", ()))
            try:
                shutil.copytree(f"{self._pack}/{source}", target, ignore=left_out, dirs_exist_ok=True)
            except OSError as error:
                reason = f"`{source}` cannot be copied: {error}"
                raise ERRORS.error("E_WORKSPACE", case=case.name, reason=reason) from None
        if "command" in case.workspace:
            ended = self.run(case.workspace["command"], _PREPARING_SECONDS)
            if ended.code != 0:
                said = (ended.problem or ended.output).strip()[-300:]
                reason = f"`{case.workspace['command'][0]}` ended with {ended.code}: {said}"
                raise ERRORS.error("E_WORKSPACE", case=case.name, reason=reason)
        self.start, is_all = self.look()
        if not is_all:
            reason = f"it holds more than {_MOST >> 20} MB"
            raise ERRORS.error("E_WORKSPACE", case=case.name, reason=reason)

    def run(self, words: Sequence[str], seconds: float = _CHECKING_SECONDS) -> Ended:
        """Run a command of the pack's in the workspace."""
        argv = [word.replace(PLUGIN_ROOT, self._pack) for word in words]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "CLAUDE_PROJECT_DIR": self.folder}
        return run_program(argv, folder=self.folder, seconds=seconds, environment=environment)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files whose paths have been checked."""
        for path, data in files.items():
            target = os.path.join(self.folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(data)

    def look(self) -> Seen:
        """Every file by its path, but version control, the agent's own, and what cannot be looked at.

        That is what is too large, or may not be read. A name that is no UTF-8 is written with escapes. Of
        files that are too large together the first are read.
        """
        found: dict[str, bytes] = {}
        left = _MOST
        for path in self._paths():
            with suppress(PermissionError), open(path, "rb") as file:
                data = file.read()
                left -= len(data)
                if left < 0:
                    return Seen(found, is_all=False)
                relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
                found[os.fsencode(relative).decode("utf-8", "backslashreplace")] = data
        return Seen(found, is_all=True)

    def _paths(self) -> Iterator[str]:
        """The files that may be looked at, in one order."""
        for folder, folders, names in os.walk(self.folder):
            folders[:] = sorted(set(folders) - _LEFT_OUT)
            for name in sorted(names):
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) <= _LARGEST:
                    yield path

    def files_named(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Those of some files that are there and not too large to look at."""
        found: dict[str, bytes] = {}
        for path in paths:
            place = os.path.join(self.folder, path)
            if os.path.isfile(place) and os.path.getsize(place) <= _LARGEST:
                with open(place, "rb") as file:
                    found[path] = file.read()
        return found

    def exit_codes(self, case: EvalCase) -> dict[str, int]:
        """What the commands of the case's graders end with, in their order; a hung one has no code."""
        codes: dict[str, int] = {}
        for grader in case.graders:
            if grader["type"] == "exit-code":
                ended = self.run(grader["command"], grader.get("timeout-seconds", _CHECKING_SECONDS))
                if ended.code is not None:
                    codes[grader["id"]] = ended.code
        return codes
