"""What documents take that are large, or hostile: `python -m benchmarks.documents [WORD…]`.

Each is converted by a process of its own. CPU seconds and the most memory of it are the system's count. It is
started by a small process that does nothing else: a process begins with the memory of who started it, and the
system counts that too.
"""

from __future__ import annotations

import subprocess
import sys
from tempfile import TemporaryFile

from benchmarks.hostile_documents import HONEST, HOSTILE
from packformat.convert import program
from packformat.errors import CtxpackError

KIB = 1024
START = """
import os, subprocess, sys
started = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
_, status, used = os.wait4(started.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


def main() -> None:
    for title, documents in (("Large honest documents", HONEST), ("Documents made to wear out", HOSTILE)):
        print(f"### {title}\n\n| document | sent, MB | CPU, s | most memory, MB | end |")
        print("|---|---|---|---|---|")
        for about, (name, make) in documents.items():
            if not sys.argv[1:] or any(word in about for word in sys.argv[1:]):
                data = make()
                cpu, most, end = alone(name, data)
                print(f"| {about} | {len(data) / 1e6:.1f} | {cpu:.1f} | {most:.0f} | {end} |", flush=True)
        print()


def alone(name: str, data: bytes) -> tuple[float, float, str]:
    """CPU seconds, memory in MB and the end of a process that converts this, and draws nothing beside it."""
    with TemporaryFile() as sent, TemporaryFile() as answer:
        sent.write(data)
        sent.seek(0)
        done = subprocess.run(
            [sys.executable, "-S", "-c", START, *program.command(name)],
            stdin=sent, stdout=answer, stderr=subprocess.PIPE, env=program.environment(), check=True,
        )  # fmt: skip
        answer.seek(0)
        output = answer.read()
    status, cpu, most = done.stderr.split()
    return float(cpu), int(most) * KIB / 1e6, ended(int(status), output)


def ended(status: int, output: bytes) -> str:
    """The error that a conversion met; how much was read otherwise."""
    try:
        converted = program.read_answer(status, output)
    except CtxpackError as error:
        return error.code
    lost = sum(loss.kind == "rows-left-out" for loss in converted.losses)
    return f"{len(converted.markdown):,} characters{', rows left out' if lost else ''}"


if __name__ == "__main__":
    main()
