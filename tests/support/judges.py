"""Scripted judges: real programs that read a question and print an answer."""

import shlex
import sys
from pathlib import Path

HEAD = """
import json, os, pathlib, re, sys
question = sys.stdin.read()
fence = re.search(r"^(\\w+) BEGIN TASK$", question, re.MULTILINE)[1]
block = rf"^{fence} BEGIN ([A-Z ]+)\\n(.*?)\\n{fence} END$"
shown = dict(re.findall(block, question, re.MULTILINE | re.DOTALL))

def say(verdict, usd=0.0, why="I looked."):
    answer = json.dumps({"why": why, "verdict": verdict})
    used = {"a-model": {"inputTokens": 9}}
    print(json.dumps({"type": "result", "result": answer, "total_cost_usd": usd, "modelUsage": used}))
"""
TASTE = """
if "RESULT" in shown:
    say("met" if "kind" in shown["RESULT"] else "not met", 0.01)
else:
    first, second = ("kind" in shown[name + " RESULT"] for name in ("FIRST", "SECOND"))
    say("neither" if first == second else "first" if first else "second", 0.01)
"""
"""One that likes whatever says `kind`."""
FIRST = 'say("not met" if "RESULT" in shown else "first")'
"""One that takes what it reads first, and finds fault with everything."""


def judge_command(folder: Path, name: str, body: str) -> str:
    """Write a judge and return its command; `body` is Python that looks at `shown` and says."""
    program = folder / f"{name}.py"
    program.write_text(HEAD + body, encoding="utf-8")
    return shlex.join([sys.executable, "-SB", str(program)])
