"""Read, judge and repack one upload in this process, which does nothing else; print what that took.

CPU seconds of both together, and the most that the process held by the system's count, in MB. It is the
first pack of a process that made ready as a worker does.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from packformat.errors import CtxpackError
from packformat.judgement import judge_pack, make_ready
from packformat.upload import read_upload

STATUS = Path("/proc/self/status")
KIB = 1024


def main(path: str) -> None:
    make_ready()
    start = time.process_time()
    said = verdict(path)
    taken = time.process_time() - start
    most = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    print(json.dumps({"cpu": taken, "mb": int(most.split()[1]) * KIB / 1e6, "verdict": said}))


def verdict(path: str) -> str:
    """What becomes of an upload, whose own bytes are let go when it is read, as the worker does."""
    try:
        return judge_pack(read_upload(Path(path).read_bytes()), folder="many-words").report.verdict
    except CtxpackError as error:
        return error.code


if __name__ == "__main__":
    main(sys.argv[1])
