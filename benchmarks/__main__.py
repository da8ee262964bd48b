"""`make benchmark`: run every race and print its table; `ARGS=--rounds=21` for more rounds."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import install
from benchmarks.race import ROUNDS


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure against named peers; prints ratios.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each race")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ctxpack-benchmark-") as folder:
        for table in install.run(Path(folder), arguments.rounds):
            print(table, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
