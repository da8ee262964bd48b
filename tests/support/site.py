"""A whole site as its operator starts it, filled through its public API."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.packs import zipped
from tests.support.server import LiveRegistry, live_registry


class Site(NamedTuple):
    """A running registry, as those see it who come by its pages."""

    registry: LiveRegistry

    @property
    def url(self) -> str:
        """Where the site is."""
        return self.registry.address

    @property
    def environment(self) -> dict[str, str]:
        """That of a `ctxpack` of somebody who publishes there."""
        home = str(Path(self.registry.environment["CTXPACK_DATA_DIR"]) / "client")
        client = {"CTXPACK_REGISTRY": self.url, "CTXPACK_TOKEN": self.registry.token, "CTXPACK_HOME": home}
        return {**self.registry.environment, **client}

    def publish(self, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Submit a pack and return its submission once it is decided."""
        return self.registry.publish(zipped(files).getvalue())

    def add_staff(self, name: str, password: str) -> None:
        """Make an account of the staff, as an operator does."""
        who = ["--username", name, "--email", f"{name}@example.org"]
        self.registry.manage("createsuperuser", "--noinput", *who, DJANGO_SUPERUSER_PASSWORD=password)

    def yank(self, pack: str, version: str, reason: str) -> None:
        """Withdraw a release."""
        self.registry.post(f"/api/v1/packs/{pack}/releases/{version}/yank", reason=reason)

    def advise(self, pack: str, **statement: str) -> None:
        """Publish an advisory, with a token of the same person that may."""
        token = self.registry.manage("create_token", "demo", "--publisher", "demo", "--scope", "advise")
        replace(self.registry, token=token).post(f"/api/v1/packs/{pack}/advisories", **statement)


@contextmanager
def serving(data: Path, token: str = "", **settings: str) -> Iterator[Site]:
    """Serve a site, with its data in the folder `data`, until the block ends."""
    hosts = {"CTXPACK_ALLOWED_HOSTS": "127.0.0.1,localhost"}
    with live_registry(data, token=token, **settings, **hosts) as registry:
        yield Site(registry)
