"""`make benchmark`: race and measure, and print a table for each part.

`ARGS="cold warm --workloads=medium --rounds=21"` chooses; `ARGS=--quick` is a look in a few minutes.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import install, registry
from benchmarks.race import ROUNDS

PARTS = ("start", "resolve", *install.PARTS, "registry")
WORKLOADS = ("small", "medium", "large")
QUICK = {"rounds": 5, "parts": ("start", "cold", "warm", "nothing", "trips"), "workloads": ("medium",)}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure against named peers; prints ratios beside bars.")
    parser.add_argument("parts", nargs="*", help=f"what to measure: {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each race")
    parser.add_argument("--workloads", default=",".join(WORKLOADS), help="small, medium, large")
    parser.add_argument("--quick", action="store_true", help="five rounds of the parts that matter most")
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    unknown = set(parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    rounds, workloads = arguments.rounds, arguments.workloads.split(",")
    if arguments.quick:
        rounds, workloads = QUICK["rounds"], QUICK["workloads"]
        parts = arguments.parts or QUICK["parts"]
    with tempfile.TemporaryDirectory(prefix="ctxpack-benchmark-") as folder:
        if set(parts) - {"registry"}:
            for table in install.run(Path(folder) / "install", parts, rounds, workloads):
                print(table, flush=True)
        if "registry" in parts:
            for table in registry.run(Path(folder) / "registry", rounds):
                print(table, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
