"""Read, judge and repack one upload in this process, which does nothing else; print what that took.

CPU seconds of both together, and the most that the process held by the system's count, in MB. As a worker
has, it has judged another pack before: what it reads once, such as the reader's weights, takes no time again.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.from_cases import SKILL
from packformat.errors import CtxpackError
from packformat.judgement import judge_pack
from packformat.upload import read_upload

STATUS = Path("/proc/self/status")
KIB = 1024


def main(path: str) -> None:
    judge_pack([SKILL], folder="many-words")
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
