"""A whole site as its operator starts it, filled through its public API."""

import json
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

import pytest

from fixtures.demo import MANAGE, ROOT, registry
from tests.support.packs import zipped
from tests.support.processes import free_port

_PATIENCE_SECONDS = 300
_POLL_SECONDS = 0.05


class Site(NamedTuple):
    """Where the site is, a token of somebody who publishes there, and the environment of its processes."""

    url: str
    token: str
    environment: Mapping[str, str]

    def publish(self, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Submit a pack and return its submission once it is decided."""
        submission = self._call("/api/v1/submissions", _form(zipped(files).getvalue()))
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while submission["status"] in ("queued", "validating"):
            assert time.monotonic() < deadline, submission
            time.sleep(_POLL_SECONDS)
            submission = self._call(f"/api/v1/submissions/{submission['id']}")
        return submission

    def add_staff(self, name: str, password: str) -> None:
        """Make an account of the staff, as an operator does."""
        secret = {"DJANGO_SUPERUSER_PASSWORD": password}
        who = ["--username", name, "--email", f"{name}@example.org"]
        command = [*MANAGE, "createsuperuser", "--noinput", *who]
        subprocess.run(command, cwd=ROOT, env={**self.environment, **secret}, check=True, capture_output=True)

    def yank(self, pack: str, version: str, reason: str) -> None:
        """Withdraw a release."""
        body = json.dumps({"reason": reason}).encode(), "application/json"
        self._call(f"/api/v1/packs/{pack}/releases/{version}/yank", body)

    def advise(self, pack: str, **statement: str) -> None:
        """Publish an advisory, with a token of the same person that may."""
        command = [*MANAGE, "create_token", "demo", "--publisher", "demo", "--scope", "advise"]
        made = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE)
        body = json.dumps(statement).encode(), "application/json"
        self._replace(token=made.stdout.decode().strip())._call(f"/api/v1/packs/{pack}/advisories", body)

    def _call(self, path: str, body: tuple[bytes, str] | None = None) -> dict[str, Any]:
        data, content_type = body or (None, "")
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": content_type}
        with urlopen(Request(self.url + path, data, headers)) as answer:  # noqa: S310 - our own server
            found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def serving(data: Path) -> Iterator[Site]:
    """Serve a new site, with its data in the folder `data`, until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", "marketplace.settings")
        with registry(data, free_port()) as (environment, _server):
            yield Site(environment["CTXPACK_REGISTRY"], environment["CTXPACK_TOKEN"], environment)


def _form(archive: bytes) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="archive"; filename="pack.zip"\r\n\r\n'
    body = head.encode() + archive + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"
