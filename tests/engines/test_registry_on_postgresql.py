"""Every test of the registry that shows something about a database holds on PostgreSQL as on SQLite."""

import os
import subprocess
import sys


def test_the_tests_of_the_registry_pass_on_postgresql(postgres_url: str) -> None:
    only = ["-p", "tests.support.database_only", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/registry", "-q", *only],
        env={**os.environ, "DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:]
