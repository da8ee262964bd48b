"""A registry as plain files, behind a web server that knows nothing of packs."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.e2e.conftest import SecureRegistry
from tests.support.foreign_clients import ForeignClient, claude_command, skills_command
from tests.support.tls import Front, https_front


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def mirror(secure_registry: SecureRegistry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A static web server over a mirror, under an HTTPS address of its own."""
    folder = tmp_path_factory.mktemp("mirror")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with https_front(tmp_path_factory.mktemp("mirror-tls")) as front:
        front.backend = f"http://127.0.0.1:{server.server_address[1]}"
        secure_registry.registry.manage("mirror", str(folder), CTXPACK_PUBLIC_URL=front.address.url)
        yield front
    server.shutdown()
    server.server_close()
    thread.join()


def test_claude_code_installs_from_a_mirror(mirror: Front, tmp_path: Path) -> None:
    claude = ForeignClient(claude_command(), tmp_path, mirror.address)
    address = f"{mirror.address.url}/packs/accounting-close/marketplace.json"
    ended = claude.run(
        "plugin", "install", "accounting-close", "--marketplace", address, "--scope", "project"
    )
    assert ended.code == 0, ended.output


def test_the_skills_client_installs_from_a_mirror(mirror: Front, tmp_path: Path) -> None:
    skills = ForeignClient(skills_command(), tmp_path, mirror.address)
    address = f"{mirror.address.url}/packs/ledger-core"
    ended = skills.run("add", address, "-a", "claude-code", "-s", "*", "-y", "--copy")
    assert ended.code == 0, ended.output
    assert list(skills.project.glob(".claude/skills/*/SKILL.md"))
