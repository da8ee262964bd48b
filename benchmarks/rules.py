"""What it takes to check a pack: `python -m benchmarks.rules`, our own and one made to wear rules out.

CPU time of reading the upload and of judging it, least of three; how much of it the reader of passages takes;
and the most that is held beyond the interpreter, with the upload let go when it is read, as the worker does.
"""

from __future__ import annotations

import random
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from packformat.archive import Entry, write_plain_zip
from packformat.judgement import judge_pack
from packformat.rules import RULES, PackView, run_rules
from packformat.upload import read_upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 3
GOAL_S, GOAL_MB, GOAL_RATIO = 2, 150, 1.5
PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
READER = next(rule for rule in RULES if rule.id == "content/meaning")
FILES, WORDS = 45, 158_000
FOLDER = "many-words"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    ours = [pack_of(folder) for folder in sorted(PACKS.iterdir()) if folder.is_dir()]
    rows = {
        f"our {len(ours)} packs, all together": ours,
        "random words, 45 MB": [words("")],
        "the same with a letter of four bytes in each file": [words("\U0001f600")],
    }
    print(f"### Checking: goals {GOAL_S} s, {GOAL_MB} MB, {GOAL_RATIO} times the rules without the reader\n")
    print("| packs | read, s | judge, s | rules, s | of which the reader, s | times without it | MB |")
    print("|---|---|---|---|---|---|---|")
    for name, packs in rows.items():
        uploads = [write_plain_zip(entries) for entries in packs]
        read = cpu(lambda uploads=uploads: [read_upload(upload) for upload in uploads])
        judge = cpu(lambda packs=packs: [judge_pack(entries, folder=FOLDER) for entries in packs])
        rules = cpu(lambda packs=packs: [run_rules(entries) for entries in packs])
        reader = cpu(lambda packs=packs: [list(READER.check(PackView(entries))) for entries in packs])
        figures = f"{read:.2f} | {judge:.2f} | {rules:.2f} | {reader:.2f} | {rules / (rules - reader):.2f}"
        print(f"| {name} | {figures} | {max(map(held, uploads)) / 1e6:.0f} |", flush=True)


def pack_of(folder: Path) -> list[Entry]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [Entry(path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(files)]


def words(end: str) -> list[Entry]:
    """Pages of words that nobody says, so that nothing is found twice, in one skill."""
    source = random.Random(3)  # noqa: S311 - the same text in every run
    said = (
        ["".join(source.choices(LETTERS, k=source.randint(2, 9))) for _ in range(WORDS)] for _ in range(FILES)
    )
    pages = [
        Entry(f"skills/words/{number}.md", f"{' '.join(page)}{end}".encode())
        for number, page in enumerate(said)
    ]
    return [
        *pages,
        Entry("skills/words/SKILL.md", b"---\nname: words\ndescription: Words\n---\nRead them.\n"),
    ]


def held(upload: bytes) -> int:
    tracemalloc.start()
    judge_pack(read_upload(upload), folder=FOLDER)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def cpu(call: Callable[[], object]) -> float:
    def once() -> Iterator[float]:
        for _ in range(ROUNDS):
            start = time.process_time()
            call()
            yield time.process_time() - start

    return min(once())


if __name__ == "__main__":
    main()
