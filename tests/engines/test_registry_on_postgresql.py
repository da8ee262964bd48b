"""Every test of the registry holds on PostgreSQL as it does on SQLite."""

import os
import subprocess
import sys

import pytest

from tests.support.source import ROOT

# In parts, so that processes can share them: the largest folders, and what is beside them.
LARGE = ("api", "management", "search", "services")
BESIDE = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "tests/registry").iterdir()
    if path.name not in (*LARGE, "__pycache__", "conftest.py")
)


@pytest.mark.parametrize(
    "paths", [*([f"tests/registry/{name}"] for name in LARGE), BESIDE], ids=[*LARGE, "beside"]
)
def test_the_tests_of_the_registry_pass_on_postgresql(postgres_url: str, paths: list[str]) -> None:
    command = [sys.executable, "-m", "pytest", *paths, "-q", "-p", "no:cacheprovider"]
    # What they cover is measured where they run on SQLite; measuring it twice would cost minutes.
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS_")}
    environment = {**own, "DATABASE_URL": postgres_url}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:]
