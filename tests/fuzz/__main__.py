"""`make fuzz`: atheris tries each target for a while; what breaks one is kept in the corpus, and said.

atheris has wheels for few platforms, and ends the process that it fuzzes in, so each target is a process.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.corpus import FOLDER, keep
from tests.fuzz.targets import TARGETS

LARGEST = 1 << 16
"""Bytes of an input: more than any structure needs, so that tries stay fast."""


def main() -> int:
    """Fuzz the targets that are asked for, all by default; 1 when an input was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description="Try readers with inputs of all kinds.")
    parser.add_argument("targets", nargs="*", type=_target, help=f"of {', '.join(TARGETS)}; all by default")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    arguments = parser.parse_args()
    found = [name for name in arguments.targets or TARGETS if not _holds(name, arguments.seconds)]
    for name in found:
        print(f"error: an input breaks `{name}`; see {FOLDER / name}", file=sys.stderr)
    return int(bool(found))


def _target(name: str) -> str:
    if name not in TARGETS:
        raise argparse.ArgumentTypeError(f"there is no target `{name}`")
    return name


def _holds(name: str, seconds: int) -> bool:
    with tempfile.TemporaryDirectory() as scratch:
        learned, broken = Path(scratch, "learned"), Path(scratch, "broken")
        for folder in (learned, broken):
            folder.mkdir()
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.engine", name, learned, FOLDER / name),
                *(f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-artifact_prefix={broken}/"),
                *("-timeout=10", "-print_final_stats=1"),
            ],
            check=False,
        )
        for path in sorted(broken.iterdir()):
            keep(name, path.read_bytes())
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
