"""The inputs that are kept: what once broke a reader, and a few that lead a fuzzer inside."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"


def kept(target: str) -> list[Path]:
    """The files of one target, in order."""
    return sorted((FOLDER / target).iterdir())


def keep(target: str, data: bytes) -> Path:
    """Keep an input under the beginning of its digest."""
    path = FOLDER / target / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
