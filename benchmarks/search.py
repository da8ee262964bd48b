"""How long a search takes: `python -m benchmarks.search --packs 100000`, on SQLite and on PostgreSQL.

Filling a catalogue of that size takes some minutes for each. A search is all that a page needs: the packs,
the first of them as they are shown, and the facets.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.postgres import postgres

GOALS_MS = {"SQLite": 40, "PostgreSQL": 100}


def main() -> None:
    parser = argparse.ArgumentParser(description="Time searches over a generated catalogue.")
    parser.add_argument("--packs", type=int, default=100_000, help="how large the catalogue is")
    arguments = parser.parse_args()
    print(f"### Search over {arguments.packs:,} packs, misspelt queries among others\n")
    print("| | p50 ms | p99 ms | of CPU | p99 | goal ms | right pack in the first 3 |")
    print("|---|---|---|---|---|---|---|")
    print(row("SQLite", on_database("", arguments.packs)), flush=True)
    with postgres() as url:
        print(row("PostgreSQL", on_database(url, arguments.packs)))


def row(name: str, measured: dict[str, float]) -> str:
    times = " | ".join(f"{measured[key]:.1f}" for key in ("p50", "p99", "cpu_p50", "cpu_p99"))
    return f"| {name} | {times} | {GOALS_MS[name]} | {measured['right']:.1%} |"


def on_database(url: str, packs: int) -> dict[str, float]:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.search_probe", str(packs)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.support.settings"},
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        check=True,
    )
    measured: dict[str, float] = json.loads(ended.stdout)
    return measured


if __name__ == "__main__":
    main()
