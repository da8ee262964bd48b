"""Bringing names of files to the disk, so that a power cut takes back nothing that others rely on."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Bring new names in a folder to the disk; a file's own fsync covers its content alone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
