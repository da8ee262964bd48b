"""A small loop to run: a project with defects, and a check that counts them."""

import importlib.util
import os
import py_compile
from pathlib import Path

LOOP = """title = "No defects"
goal = "Every line of work.txt is `good`, as `check.py` says."
kind = "debug"
autonomy = "act"
read-only = ["rules/*.txt"]

[check]
command = ["python3", "${CLAUDE_PLUGIN_ROOT}/scripts/check.py"]
timeout-seconds = 20

[caps]
turns = 8
minutes = 5
usd = 2.0
no-progress = 2
"""
CHECK = """import sys
bad = [n for n, line in enumerate(open("work.txt").read().split(), 1) if line != "good"]
print("bad lines:", *bad)
sys.exit(bool(bad))
"""
MENDS = """
lines = (here / "work.txt").read_text().split()
bad = [index for index, line in enumerate(lines) if line != "good"]
if bad:
    lines[bad[0]] = "good"
    (here / "work.txt").write_text("\\n".join(lines))
"""
"""An agent that mends one defect a turn."""


def forge(program: Path, text: str) -> None:
    """Leave a compiled file of another text that Python takes for the program's own: as long, and as old."""
    kept, status = program.read_text(encoding="utf-8"), program.stat()
    assert len(text) == len(kept)
    program.write_text(text, encoding="utf-8")
    os.utime(program, ns=(status.st_atime_ns, status.st_mtime_ns))
    compiled = importlib.util.cache_from_source(str(program))
    by_time = py_compile.PycInvalidationMode.TIMESTAMP
    py_compile.compile(str(program), compiled, invalidation_mode=by_time)
    program.write_text(kept, encoding="utf-8")
    os.utime(program, ns=(status.st_atime_ns, status.st_mtime_ns))


def write_loop(project: Path, *, defects: int = 3, changes: tuple[tuple[str, str], ...] = ()) -> Path:
    """Install a pack `mending` with the loop `no-defects` into a project; returns the pack's folder."""
    pack = project / ".claude" / "skills" / "mending"
    text = LOOP
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    for path, content in (("loops/no-defects.toml", text), ("scripts/check.py", CHECK)):
        (pack / path).parent.mkdir(parents=True, exist_ok=True)
        (pack / path).write_text(content, encoding="utf-8")
    (project / "work.txt").write_text("\n".join(["good", *["bad"] * defects]), encoding="utf-8")
    (project / "rules").mkdir(exist_ok=True)
    (project / "rules" / "rule.txt").write_text("Lines are good.", encoding="utf-8")
    return pack
