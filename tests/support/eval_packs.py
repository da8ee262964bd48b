"""Small packs with evals, for tests of what runs them."""

from collections.abc import Mapping
from pathlib import Path

MANIFEST = """schema = 1
name = "adding"
version = "1.0.0"
summary = "Sums that are right to the cent"
licence = "Apache-2.0"
authors = [{ name = "Ada" }]
not-for = ["Anything but sums"]
first-prompts = ["Add it up"]
"""
GRADERS = """schema = 1
title = "Two and two"
kind = "figures"

[workspace]
from = "examples/two"

[[graders]]
id = "sum"
type = "number"
file = "answer.json"
path = "sum"
equals = "4"

[[graders]]
id = "program"
type = "exit-code"
command = ["python3", "${CLAUDE_PLUGIN_ROOT}/scripts/check.py"]
equals = 0

[[graders]]
id = "kept"
type = "file-digest"
file = "input.txt"
same-as-start = true
"""
GOOD = '{"role": "assistant", "text": "4", "files": {"answer.json": "{\\"sum\\": 4}"}, "usd": 0.4}\n'
BAD = '{"role": "assistant", "text": "5", "files": {"answer.json": "{\\"sum\\": 5}"}}\n'
FILES = {
    "pack.toml": MANIFEST,
    "skills/adding/SKILL.md": "---\nname: adding\ndescription: Adds. Use it for sums.\n---\nAdd.\n",
    "memory/facts/index.md": "Two and two make four.\n",
    "scripts/check.py": "import json, sys\nsys.exit(json.load(open('answer.json'))['sum'] != 4)\n",
    "examples/two/example.toml": 'label = "good"\nreason = "It is a sum."\n',
    "examples/two/input.txt": "2 2\n",
    "evals/two/prompt.md": "---\nmax_turns: 3\nallowed_tools: [Write]\n---\n\nAdd up input.txt.\n",
    "evals/two/graders.toml": GRADERS,
    "evals/two/graders/kind.md": "---\ntype: llm\n---\n\nIt is polite.\n",
    "evals/two/transcripts/good.jsonl": GOOD,
    "evals/two/transcripts/bad.jsonl": BAD,
}


def write_pack(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """Write the pack `adding` with some files changed; an empty text leaves a file out."""
    for path, text in {**FILES, **(changes or {})}.items():
        if text:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return folder
