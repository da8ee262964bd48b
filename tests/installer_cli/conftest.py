"""A registry, a project, and the command run in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from installer_cli.main import main
from tests.support.registry_simulator import RegistrySimulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Result(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


class Cli:
    """Runs commands in a project, as the `ctxpack` script does."""

    def __init__(self, project: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.project = project
        self.home = home
        self._capsys = capsys

    def __call__(self, *argv: str) -> Result:
        self._capsys.readouterr()
        code = main([*argv[0].split(), "--project", str(self.project), *argv[1:]])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)

    def ok(self, *argv: str) -> Result:
        """Run a command that must succeed."""
        result = self(*argv)
        assert result.code == 0, result
        return result

    def tree(self, *, state: bool = False) -> dict[str, bytes]:
        """Every file of the project by its path; our own state when asked for, but for the stamp."""
        return {
            str(path.relative_to(self.project)): path.read_bytes()
            for path in sorted(self.project.rglob("*"))
            if path.is_file() and path.name != "stamp" and (state or ".ctxpack" not in path.parts)
        }

    def path(self, relative: str) -> Path:
        """A path in the project."""
        return self.project / relative


@pytest.fixture
def registry() -> RegistrySimulator:
    return RegistrySimulator()


@pytest.fixture
def url(registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The registry served over HTTP, and named by the environment."""
    with registry.serving() as address:
        monkeypatch.setenv("CTXPACK_REGISTRY", address)
        yield address


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    project, home = tmp_path / "project", tmp_path / "home"
    project.mkdir()
    monkeypatch.setenv("CTXPACK_HOME", str(home))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Cli(project, home, capsys)
