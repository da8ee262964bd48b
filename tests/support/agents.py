"""Scripted agents: real programs that read a prompt and change files, as any agent's command does."""

import shlex
import sys
from pathlib import Path

HEAD = """
import json, os, pathlib, sys
prompt = sys.stdin.read()
here = pathlib.Path.cwd()
session = os.environ.get("CTXPACK_SESSION", "")
packs = [path for path in os.environ.get("CTXPACK_PACKS", "").split(os.pathsep) if path]

def say(text, usd=0.0, **more):
    reply = {"type": "result", "result": text, "total_cost_usd": usd, "session_id": session, **more}
    print(json.dumps(reply))
"""


def agent_command(folder: Path, body: str) -> str:
    """Write an agent and return the command that starts it; `body` is Python that acts and then says."""
    program = folder / "agent.py"
    program.write_text(HEAD + body, encoding="utf-8")
    # Without site packages: an agent knows nothing of ours, and is not measured for coverage.
    return shlex.join([sys.executable, "-SB", str(program)])
