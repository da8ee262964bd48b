"""`make kill`: an install, an update, a removal and an undo, each killed at every one of a thousand calls.

The packs are larger than those of the ordinary suite (`tests/installer_cli/test_carry.py`), so that each run
makes so many calls; what is looked at after each kill is the same.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import count

from tests.support.kill_scenes import kill_at, make_scenes, make_workshop, memory_folder

MORE = {"install": 152, "update": 32, "remove": 72, "undo": 32}
"""The further files of each run's pack that bring it above the bar."""
BAR = 1_000
"""Calls of each run."""


def main() -> int:
    """Print how many calls each run was killed at; 1 when they are fewer than the bar."""
    names = sys.argv[1:] or list(MORE)
    with ProcessPoolExecutor(2) as runs:
        counts = dict(zip(names, runs.map(killed_points, names), strict=True))
    for name, kills in counts.items():
        print(f"{name:<8} {kills:>6,} kill points: after each the next command left a whole tree")
    print(f"{'in all':<8} {sum(counts.values()):>6,}")
    return int(min(counts.values()) < BAR)


def killed_points(name: str) -> int:
    """Kill one run everywhere."""
    with memory_folder() as folder:
        workshop = make_workshop(folder, MORE[name])
        return kill_at(workshop, make_scenes(workshop, folder)[name], count(1))


if __name__ == "__main__":
    sys.exit(main())
