"""A command at a terminal, where somebody reads what it draws and types an answer."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.source import ROOT
from tests.support.waiting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from pathlib import Path


class Terminal:
    """`ctxpack` at a terminal of its own: what it draws is kept, what is typed comes in time."""

    def __init__(self, project: Path, *argv: str) -> None:
        self._main, side = pty.openpty()
        environment = {**os.environ, "TERM": "xterm"}
        environment.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "installer_cli", *argv, "--project", str(project)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=side, stdout=subprocess.PIPE, stderr=side
        )
        os.close(side)
        self.shown = ""

    def until(self, text: str) -> None:
        while text not in self.shown:
            self.shown += os.read(self._main, 1000).decode()

    def type(self, text: str) -> None:
        os.write(self._main, text.encode())

    def end(self) -> int:
        out, _ = self._process.communicate(timeout=PATIENCE_SECONDS)
        try:
            while data := os.read(self._main, 1000):
                self.shown += data.decode()
        except OSError:
            pass
        os.close(self._main)
        self.shown += out.decode()
        return self._process.returncode
