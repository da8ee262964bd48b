"""How long it takes to find a passage in a megabyte of 200 files: `python -m benchmarks.passages`.

Each round reads, indexes and searches, in the memories of a project and in the sources of a pack. The peer is
SQLite's own full-text index, filled with the same text in one row a file: what is left is ours.
"""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from installer_cli.knowledge.hits import find_in
from installer_cli.knowledge.texts import memory_texts, pack_texts
from installer_cli.project import Project

ROUNDS = 60
GOAL_MS = 100
FILES, SIZE = 200, 5_000

Texts = Callable[[], Iterable[tuple[str, str]]]


def main() -> None:
    source = random.Random(7)  # noqa: S311 - the same text in every run
    words = [
        "".join(source.choices("abcdefghijklmnopqrstuvwxyz", k=source.randint(3, 9))) for _ in range(4_000)
    ]
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, ".claude", "memory", "pack"), source, words)
        pack = Path(folder, "pack")
        write(pack / "sources", source, words)
        (pack / "pack.toml").write_text("")
        project = Project(folder)
        places: dict[str, Texts] = {
            "`memory search`": partial(memory_texts, project),
            "`search-in`": partial(pack_texts, project, str(pack)),
        }
        times: dict[str, list[float]] = {name: [] for name in (*places, "SQLite alone: read and index")}
        for _ in range(ROUNDS):
            query = " ".join(source.sample(words, 4))
            for name, texts in places.items():
                times[name].append(timed(lambda texts=texts, query=query: find_in(texts(), query, 5)))
            times["SQLite alone: read and index"].append(timed(lambda: fill(memory_texts(project))))
    print(f"### A passage in {FILES * SIZE / 1e6:.0f} MB, {ROUNDS} rounds\n")
    print("| | median, CPU ms | p95, CPU ms | goal of p95 |\n|---|---|---|---|")
    for name, taken in times.items():
        goal = GOAL_MS if name in places else ""
        print(f"| {name} | {share(taken, 0.5):.0f} | {share(taken, 0.95):.0f} | {goal} |")


def write(folder: Path, source: random.Random, words: list[str]) -> None:
    folder.mkdir(parents=True)
    for number in range(FILES):
        (folder / f"{number}.md").write_text("\n".join(lines(source, words)))


def lines(source: random.Random, words: list[str]) -> Iterator[str]:
    text = " ".join(source.choices(words, k=SIZE // 7))
    for number, start in enumerate(range(0, len(text), 90)):
        yield f"{'# ' if number % 12 == 0 else ''}{text[start : start + (40 if number % 12 == 0 else 90)]}"


def fill(texts: Iterable[tuple[str, str]]) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(place, text, tokenize='porter')")
    database.executemany("INSERT INTO entry VALUES (?, ?)", texts)
    database.close()


def timed(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def share(times: list[float], part: float) -> float:
    return sorted(times)[int(part * (len(times) - 1))]


if __name__ == "__main__":
    main()
