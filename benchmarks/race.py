"""Racing commands: interleaved rounds, one process each, medians and their ratio to a named peer.

Absolute times move with the machine, by half within an hour; ratios of runs that took turns hardly move.
Where others are at work too, the CPU time beside them says what a command would take alone.
"""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS = 11
"""Fewest rounds whose median means something here."""


@dataclass(frozen=True)
class Run:
    """One command of one round, in a folder of its own."""

    command: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Contender:
    """Somebody who does the job: a name, and what to run in round `n`, made ready outside the clock."""

    name: str
    prepare: Callable[[int], Run]
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of its times, in seconds."""
        return statistics.median(self.seconds)


class RunFailedError(Exception):
    """A contender did not do the job; the message holds what it wrote."""


def race(contenders: Sequence[Contender], rounds: int = ROUNDS) -> None:
    """Let everybody run once a round, in turning order, after one round that does not count."""
    for number in range(-1, rounds):
        turn = number % len(contenders)
        for contender in [*contenders[turn:], *contenders[:turn]]:
            seconds, cpu = _timed(contender.prepare(number))
            if number >= 0:
                contender.seconds.append(seconds)
                contender.cpu.append(cpu)


@dataclass(frozen=True)
class Bar:
    """How many times as long as a peer the first contender may take."""

    peer: str
    times: float


def report(title: str, contenders: Sequence[Contender], *bars: Bar) -> str:
    """A table of medians, as multiples of the first bar's peer too; then each bar, held or missed.

    Where there is no bar, multiples are those of the second contender.
    """
    medians = {contender.name: contender.median for contender in contenders}
    ours, *others = medians
    base = bars[0].peer if bars else others[0]
    load = os.getloadavg()[0]
    lines = [
        f"### {title}",
        "",
        f"Median of {len(contenders[0].seconds)}, interleaved; load {load:.1f} on {os.cpu_count()} cores.",
        "",
        f"| | ms | times {base} | CPU ms |",
        "|---|---|---|---|",
    ]
    for one in sorted(contenders, key=lambda one: one.median):
        cpu = statistics.median(one.cpu) * 1000
        lines.append(
            f"| {one.name} | {one.median * 1000:.0f} | {one.median / medians[base]:.2f} | {cpu:.0f} |"
        )
    lines += ["", *(_verdict(bar, medians[ours] / medians[bar.peer]) for bar in bars), ""]
    return "\n".join(lines)


def _verdict(bar: Bar, ratio: float) -> str:
    return f"- {ratio:.2f} x {bar.peer}, bar {bar.times:g}: {'held' if ratio <= bar.times else '**missed**'}"


def _timed(run: Run) -> tuple[float, float]:
    """The time that a run took and the CPU time of all its processes, in seconds."""
    # What an earlier run wrote must not be flushed on this one's time.
    os.sync()
    with Path(os.devnull).open() as nothing, (run.folder / "output.log").open("w+b") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            run.command, cwd=run.folder, env=dict(run.environment), stdin=nothing, stdout=log, stderr=log
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = code = os.waitstatus_to_exitcode(status)
        if code != 0:
            log.seek(0)
            raise RunFailedError(f"{run.command[0]} ended with {code}: {log.read().decode(errors='replace')}")
    return seconds, used.ru_utime + used.ru_stime
