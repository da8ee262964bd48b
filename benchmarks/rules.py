"""What it takes to check a pack: `python -m benchmarks.rules`, our own and those made to wear rules out.

Of our own, CPU time of reading and of judging, least of three, and how much of it the reader of passages
takes. Of each of the others, CPU time and the most memory, by the system's count, of a process of its own
that reads, judges and repacks it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.worst import WORST
from packformat.archive import Entry, write_plain_zip
from packformat.judgement import judge_pack
from packformat.reader.model import learned
from packformat.rules.budget import MOST, Budget
from packformat.rules.meaning import Meaning, meaning_of
from packformat.rules.run import report_on, run_rules, view_of
from packformat.upload import read_upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.rules import PackView

ROUNDS = 3
GOAL_S, GOAL_MB, GOAL_RATIO = 2, 150, 1.5
PACKS = Path(__file__).parents[1] / "fixtures" / "packs"


def main() -> None:
    print(f"### Checking: goals {GOAL_S} s, {GOAL_MB} MB, {GOAL_RATIO} times the rules without the reader\n")
    print("| packs | read, s | judge, s | rules, s | of which the reader, s | times without it |")
    print("|---|---|---|---|---|---|")
    packs = [pack_of(folder) for folder in sorted(PACKS.iterdir()) if folder.is_dir()]
    uploads = [write_plain_zip(entries) for entries in packs]
    reading = cpu(lambda: [read_upload(upload) for upload in uploads])
    judge = cpu(lambda: [judge_pack(entries) for entries in packs])
    rules = cpu(lambda: [run_rules(entries) for entries in packs])
    views = [view_of(entries) for entries in packs]
    for view in views:
        report_on(view)
    reader = cpu(lambda: [read(view) for view in views])
    figures = f"{reading:.2f} | {judge:.2f} | {rules:.2f} | {reader:.2f} | {rules / (rules - reader):.2f}"
    print(f"| our {len(packs)} packs, all together | {figures} |\n", flush=True)
    print("| made to wear rules out | upload, MB | CPU, s | most memory, MB | verdict |")
    print("|---|---|---|---|---|")
    for made in WORST:
        upload = write_plain_zip(made())
        found = min((alone(upload) for _ in range(ROUNDS)), key=lambda one: float(one["cpu"]))
        figures = f"{len(upload) / 1e6:.1f} | {found['cpu']:.2f} | {found['mb']:.0f} | {found['verdict']}"
        print(f"| {made.__doc__} | {figures} |", flush=True)


def read(view: PackView) -> Meaning:
    """What a pack reads like that every rule has looked at, with a budget as none of them had touched it."""
    view.budget = Budget(MOST)
    return meaning_of(view, learned())


def alone(upload: bytes) -> dict[str, float | str]:
    """What a process of its own takes for an upload."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "upload")
        path.write_bytes(upload)
        probe = [sys.executable, "-m", "benchmarks.check_probe", str(path)]
        found: dict[str, float | str] = json.loads(
            subprocess.run(probe, check=True, capture_output=True).stdout
        )
        return found


def pack_of(folder: Path) -> list[Entry]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [Entry(path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(files)]


def cpu(call: Callable[[], object]) -> float:
    def once() -> Iterator[float]:
        for _ in range(ROUNDS):
            start = time.process_time()
            call()
            yield time.process_time() - start

    return min(once())


if __name__ == "__main__":
    main()
