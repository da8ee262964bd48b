"""The sample wiki of the llm-wiki pack, copied for a test to change."""

import shutil
from pathlib import Path

from tests.support.source import ROOT

SAMPLE = ROOT / "fixtures" / "packs" / "llm-wiki" / "examples" / "cycle-shop"
SCHEMA = "---\ntypes: [policy]\n---\n\nSources in `raw/`, pages in `wiki/`.\n\n## Ingest\n\n1. Read it.\n"
"""The least that a schema has to say."""


def sample_wiki(folder: Path) -> Path:
    """A copy of the sample in ``folder``."""
    return Path(shutil.copytree(SAMPLE, folder / "cycle-shop"))


def write(wiki: Path, path: str, text: str) -> None:
    """Write a file of a wiki."""
    (wiki / path).parent.mkdir(parents=True, exist_ok=True)
    (wiki / path).write_text(text, encoding="utf-8")


def files_of(wiki: Path, folder: str) -> dict[str, bytes]:
    """The files of a wiki as a pack holds them in a folder."""
    paths = (path for path in wiki.rglob("*") if path.is_file())
    return {f"{folder}/{path.relative_to(wiki).as_posix()}": path.read_bytes() for path in paths}
