"""Which of a run's calls of the system are worth failing: those that find something new.

A process that is killed leaves the disk as its last call left it. So of calls that find the same disk, one
is as good as all: most of them read, or close what was read. A refusal is different at each place of the
program that can meet it; where a loop comes by a place many times, its first and its last time are tried.
"""

from __future__ import annotations

import json
import os
import posix
import sys
from os import scandir  # that of `os` is counted in a watched run, and looking is no call of the run's
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.faults import CHANGING, run_and_exit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Call(NamedTuple):
    """A call's name, the lines of the client that lead to it, and whether the disk is another than before."""

    name: str
    place: str
    disk_is_new: bool


class Watch:
    """Writes down every call, and fails none."""

    met = False

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._disk: dict[str, bytes] = {}
        self.calls: list[Call] = []

    def __call__(self, name: str, _call: Callable[..., Any], _arguments: tuple[Any, ...]) -> None:
        """Write down one call."""
        disk = dict(_contents(self._folder))
        self.calls.append(Call(name, _place(), disk != self._disk))
        self._disk = disk


def calls_of(program: Callable[[], int], folder: Path) -> list[Call]:
    """The calls of an unharmed run, made in a child, which changes this folder."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        watch = Watch(folder)

        def told() -> int:
            code = program()
            posix.write(writing, json.dumps(watch.calls).encode())
            return code

        run_and_exit(watch, told)
    os.close(writing)
    with os.fdopen(reading, "rb") as told_calls:
        calls = [Call(*call) for call in json.load(told_calls)]
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return calls


def worth_a_kill(calls: list[Call]) -> list[int]:
    """The numbers, from 1, of the calls that find a new disk, and of all that can be killed half-way."""
    return [number for number, call in enumerate(calls, 1) if call.disk_is_new or call.name == "write"]


def worth_a_refusal(calls: list[Call]) -> list[int]:
    """The numbers, from 1, among the calls that change something: the first and the last of each place."""
    places = [call[:2] for call in calls if call.name in CHANGING]
    first = {place: number for number, place in reversed(list(enumerate(places, 1)))}
    last = {place: number for number, place in enumerate(places, 1)}
    return sorted({*first.values(), *last.values()})


def _contents(folder: str) -> Iterator[tuple[str, bytes]]:
    """Each path below a folder, with the bytes of a file."""
    with scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield entry.path, b""
                yield from _contents(entry.path)
            else:
                yield entry.path, Path(entry.path).read_bytes()


def _place() -> str:
    frame, lines = sys._getframe(), []
    while frame := frame.f_back:
        if "installer_cli" in frame.f_code.co_filename:
            lines.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
    return " ".join(lines)
