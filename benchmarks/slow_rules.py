"""What makes rules slow: `python -m benchmarks.slow_rules [rule…]`, packs made from the rules' own cases.

Each pack is read, judged and repacked by a fresh process, and the slowest are told: ten packs of each rule,
or of those whose ids begin like an argument.
"""

from __future__ import annotations

import sys

from benchmarks.from_cases import packs_of
from benchmarks.rules import alone
from packformat.archive import write_plain_zip

SHOWN = 10


def main(*rules: str) -> None:
    made = list(packs_of(*rules))
    found = []
    for number, (name, pack) in enumerate(made, 1):
        if sys.stderr.isatty():
            print(f"\r\033[K{number} of {len(made)}: {name}", end="", file=sys.stderr, flush=True)
        said = alone(write_plain_zip(pack()))
        found.append((float(said["cpu"]), float(said["mb"]), name, said["verdict"]))
    print("\n| made from the cases of | CPU, s | most memory, MB | verdict |\n|---|---|---|---|")
    for cpu, mb, name, verdict in sorted(found, reverse=True)[:SHOWN]:
        print(f"| {name} | {cpu:.2f} | {mb:.0f} | {verdict} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
