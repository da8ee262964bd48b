"""Every test of the registry holds on PostgreSQL as it does on SQLite."""

import os
import subprocess
import sys


def test_the_tests_of_the_registry_pass_on_postgresql(postgres_url: str) -> None:
    command = [sys.executable, "-m", "pytest", "tests/registry", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "DATABASE_URL": postgres_url}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:]
