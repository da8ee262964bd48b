"""The command speaks with the registry that it was given, and with nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.registry_simulator import RegistrySimulator
from tests.support.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import json, sys
asked = set()
def note(event, arguments):
    if event == "socket.connect":
        asked.add(arguments[1][0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        asked.add(arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0])
    elif event in ("socket.sendto", "socket.sendmsg"):
        asked.add(event)
sys.addaudithook(note)
from installer_cli.main import main
codes = [main(line.split()) for line in sys.argv[1:]]
print(json.dumps([codes, sorted(asked)]))
"""
COMMANDS = (
    "install close --yes --allow all",
    "list",
    "info close",
    "outdated",
    "context",
    "doctor",
    "update --yes",
    "sync --frozen",
    "verify",
    "export",
    "undo --yes",
)


def test_every_connection_of_a_projects_life_leads_to_its_registry(tmp_path: Path) -> None:
    registry = RegistrySimulator()
    registry.publish("ledger")
    readme = "See https://elsewhere.example/pixel.png\n"
    registry.publish("close", requires={"ledger": ">=1"}, files={"README.md": readme})
    with registry.serving() as url:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "CTXPACK_HOME": str(tmp_path / "home"),
            "CTXPACK_REGISTRY": url,
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *COMMANDS],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    codes, asked = json.loads(done.stdout.splitlines()[-1])
    assert codes == [0] * len(COMMANDS), done.stderr
    assert asked == ["127.0.0.1"]
