"""The wheel of `ctxpack`, built from the source without a network."""

import subprocess
import sys
from pathlib import Path

from tests.support.source import ROOT


def built_wheel(folder: Path) -> Path:
    """Build the wheel into `folder`, with the back end alone, and return where it is."""
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    [wheel] = folder.glob("*.whl")
    return wheel
