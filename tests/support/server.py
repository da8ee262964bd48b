"""A registry as an operator runs it: `manage.py serve` on its own port, with data that goes with it."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.support.processes import free_port, running
from tests.support.waiting import PATIENCE_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[2]
MANAGE = (sys.executable, "manage.py")


@dataclass(frozen=True)
class LiveRegistry:
    """Where it listens, what clients call it, and a token that may publish."""

    address: str
    public_url: str
    token: str
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End every process of the server at once, without any farewell."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def publish(self, archive: bytes) -> dict[str, Any]:
        """Submit an archive and wait for its end; the submission as the API shows it then."""
        return self.follow(self.submit(archive)["id"])

    def follow(self, submission: str) -> dict[str, Any]:
        """Wait for a submission's end; the submission as the API shows it then."""
        place = f"/api/v1/submissions/{submission}"
        wait_until(lambda: self.get(place)["status"] not in {"queued", "validating"})
        return self.get(place)

    def submit(self, archive: bytes) -> dict[str, Any]:
        """Send an archive; the API's first answer."""
        return self._send("/api/v1/submissions", "archive", "pack.zip", archive)

    def bring(self, draft: str, name: str, data: bytes) -> dict[str, Any]:
        """Send a document to a draft; the API's first answer."""
        return self._send(f"/api/v1/drafts/{draft}/documents", "file", name, data)

    def let_through(self, submission: dict[str, Any], reason: str = "It is as it says") -> dict[str, Any]:
        """Let one of the staff publish what is held; the submission as it ends then."""
        assert submission["status"] == "held", submission
        name = f"keeper-{uuid.uuid4().hex[:8]}"
        self.manage(
            *("createsuperuser", "--noinput", "--username", name, "--email", f"{name}@example.org"),
            DJANGO_SUPERUSER_PASSWORD=uuid.uuid4().hex,
        )
        staff = replace(self, token=self.manage("create_token", name, "--scope", "admin"))
        staff.post(f"/api/v1/moderation/submissions/{submission['id']}", answer="publish", reason=reason)
        return self.follow(submission["id"])

    def get(self, path: str) -> dict[str, Any]:
        """What the API answers to a GET."""
        return self._answer(Request(f"{self.address}{path}"))  # noqa: S310 - our own address

    def post(self, path: str, **body: object) -> dict[str, Any]:
        """What the API answers to a POST."""
        data, kind = json.dumps(body).encode(), {"Content-Type": "application/json"}
        return self._answer(Request(f"{self.address}{path}", data=data, headers=kind))  # noqa: S310 - our own address

    def delete(self, path: str) -> None:
        """Send a DELETE to the API, which takes it."""
        self._answer(Request(f"{self.address}{path}", method="DELETE"))  # noqa: S310 - our own address

    def manage(self, *command: str, **settings: str) -> str:
        """What a management command writes, run beside the server with some settings of its own."""
        done = subprocess.run(
            [*MANAGE, *command],
            cwd=ROOT,
            env={**self.environment, **settings},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout.strip()

    def _send(self, path: str, field: str, name: str, data: bytes) -> dict[str, Any]:
        boundary = uuid.uuid4().hex
        head = (
            f"--{boundary}\r\nContent-Disposition: form-data; name={field}; filename={name}\r\n"
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._answer(Request(f"{self.address}{path}", data=body, headers=kind))  # noqa: S310 - our own address

    def _answer(self, request: Request) -> dict[str, Any]:
        request.add_header("Authorization", f"Bearer {self.token}")
        if self.public_url.startswith("https"):
            request.add_header("X-Forwarded-Proto", "https")
        try:
            with urlopen(request, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 - our own address
                return json.load(response) if response.status != HTTPStatus.NO_CONTENT else {}
        except HTTPError as error:
            raise AssertionError(f"{error.code}: {error.read().decode()}") from error


@contextmanager
def live_registry(
    data: Path, public_url: str = "", token: str = "", **settings: str
) -> Iterator[LiveRegistry]:
    """Run a registry until the block ends. Without `public_url` it is called by its own address.

    Where its database has no `token` yet, one is made.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    data.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "CTXPACK_DATA_DIR": str(data),
        "CTXPACK_PUBLIC_URL": public_url or address,
        "CTXPACK_ALLOWED_HOSTS": "127.0.0.1,registry.test",
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        **settings,
    }
    command = [*MANAGE, "serve", "--port", str(port)]
    with running(command, lambda: _answers(address), env=environment, cwd=ROOT) as process:
        registry = LiveRegistry(address, public_url or address, token, environment, process)
        yield (
            registry
            if token
            else replace(registry, token=registry.manage("create_token", "demo", "--publisher", "demo"))
        )


def _answers(address: str) -> bool:
    # As a proxy says it, so that a registry under an HTTPS address does not send us there.
    request = Request(f"{address}/healthz", headers={"X-Forwarded-Proto": "https"})  # noqa: S310 - our own address
    try:
        with urlopen(request, timeout=2):  # noqa: S310 - our own address
            return True
    except OSError:
        return False
