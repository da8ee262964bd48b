"""Wheels of `ctxpack` with nothing in them but what names them."""

from pathlib import Path
from zipfile import ZipFile

NAME = "ctxpack-0.1.0-py3-none-any.whl"


def small_wheel(folder: Path, name: str = NAME, holds: str = "ctxpack-0.1.0.dist-info/METADATA") -> Path:
    """Write such a wheel into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(folder / name, "w") as wheel:
        wheel.writestr(holds, "Metadata-Version: 2.4\nName: ctxpack\nVersion: 0.1.0\n")
    return folder / name
