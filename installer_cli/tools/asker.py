"""Commands asked on an agent's behalf, as ``ctxpack … --json`` answers them; they change nothing."""

from __future__ import annotations

import io
import json
import os
import threading
from typing import TYPE_CHECKING

from installer_cli.console import Console
from installer_cli.errors import ERRORS
from installer_cli.main import run_command
from installer_cli.project import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from installer_cli.project import Project

Document = dict[str, "Any"]


class Asker:
    """Runs commands one at a time, each with the options that the agent's server was started with."""

    def __init__(self, project: Project, options: Sequence[str]):
        self._project = project
        self._options = tuple(options)
        self._turn = threading.Lock()

    def __call__(self, command: str, *words: str, option: str = "") -> Document:
        """The document that a command ends with, whether it went well or not.

        Words are the agent's, and never taken for options. A project in which a run was interrupted answers
        with E_UNFINISHED, because a command would finish that run first.
        """
        if os.path.lexists(self._project.path(JOURNAL)):
            return {"ok": False, "error": ERRORS.error("E_UNFINISHED", path=JOURNAL).as_dict()}
        said = io.StringIO()
        line = [*self._options, *filter(None, [option]), "--", *words]
        with self._turn:
            run_command(command, line, Console(said, io.StringIO(), json=True))
        document: Document = json.loads(said.getvalue())
        return document
