"""What a pack makes programs parse is counted before any of it is done."""

import pytest

from packformat.archive import Entry
from packformat.work import MOST_WORK, check_work
from tests.support.refusals import refused

HEAD = b"---\nname: s\nx: [" + b"a," * 5000 + b"]\n---\n"


def test_pages_whose_heads_would_take_a_readers_time_away_are_refused() -> None:
    check_work([Entry(f"skills/s{number}/SKILL.md", HEAD) for number in range(10)])
    with refused("E_TOO_MUCH_WORK", str(MOST_WORK)):
        check_work([Entry(f"skills/s{number}/SKILL.md", b"\xef\xbb\xbf" + HEAD) for number in range(11)])


@pytest.mark.parametrize(
    "path",
    ["loops/a.toml", "conventions/a.toml", "personas/a.toml", "connectors/a.json", "memory/m/memory.toml",
     "evals/a/transcripts/good.jsonl", "pack.toml", "hooks/hooks.json", "tools/package.json"],
)  # fmt: skip
def test_files_that_describe_parts_weigh_more_than_their_letters(path: str) -> None:
    check_work([Entry(path, b"[" * 50_000)])
    with refused("E_TOO_MUCH_WORK"):
        check_work([Entry(path, b"[" * 50_000), Entry("criteria.toml", b"[" * 50_000)])


@pytest.mark.parametrize("path", ["data/a.json", "skills/close/notes.toml", "README.md", "scripts/a.py"])
def test_files_that_nobody_parses_weigh_nothing(path: str) -> None:
    check_work([Entry(path, b"[" * 1_000_000)])
