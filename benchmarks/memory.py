"""How long a search in memories takes: `python -m benchmarks.memory`, a megabyte in 200 files, index and all.

The peer is SQLite's own full-text index filled with the same text in one row a file: what is left is ours.
"""

import random
import sqlite3
import tempfile
import time
from pathlib import Path

from installer_cli.knowledge.texts import memory_texts
from installer_cli.project import Project
from packformat.wiki.search import Finder, passages

ROUNDS = 15
GOAL_MS = 100
FILES, SIZE = 200, 5_000


def main() -> None:
    source = random.Random(7)  # noqa: S311 - the same text in every run
    words = [
        "".join(source.choices("abcdefghijklmnopqrstuvwxyz", k=source.randint(3, 9))) for _ in range(4_000)
    ]
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder, ".claude", "memory", "pack")
        memory.mkdir(parents=True)
        for number in range(FILES):
            text = " ".join(source.choices(words, k=SIZE // 7))
            lines = [text[start : start + 90] for start in range(0, len(text), 90)]
            lines[::12] = [f"# {line[:40]}" for line in lines[::12]]
            (memory / f"{number}.md").write_text("\n".join(lines))
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(timed(lambda: search(folder, words)))
            bare.append(timed(lambda: fill(folder)))
    size = FILES * SIZE / 1e6
    print(f"### Search in {size:.0f} MB of memories, median of {ROUNDS}\n")
    print(f"| | ms | goal ms |\n|---|---|---|\n| read, index, search | {middle(ours):.0f} | {GOAL_MS} |")
    print(f"| SQLite alone: read and index | {middle(bare):.0f} | |")


def search(folder: str, words: list[str]) -> None:
    texts = memory_texts(Project(folder))
    with Finder(entry for path, text in texts for entry in passages(path, text)) as finder:
        assert finder.find(" ".join(words[:4]))


def fill(folder: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(place, text, tokenize='porter')")
    database.executemany("INSERT INTO entry VALUES (?, ?)", memory_texts(Project(folder)))
    database.close()


def timed(call: object) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def middle(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    main()
