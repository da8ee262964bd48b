"""Whoever has nothing but a pack's page gets the command by what stands there."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.folders import PACKS, built_folder
from tests.support.foreign_clients import UV
from tests.support.server import live_registry
from tests.support.template import Template
from tests.support.wheel import built_wheel

PACK = "ledger-core"


@pytest.fixture(scope="module")
def commands(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What the page of a pack, at a registry that runs, shows for the first time on a machine."""
    data = tmp_path_factory.mktemp("registry")
    wheel = built_wheel(tmp_path_factory.mktemp("wheel"))
    with (
        template.copied_to(data) as own,
        live_registry(data, token=template.token, **own, CTXPACK_CLIENT_WHEEL=str(wheel)) as registry,
    ):
        assert registry.publish(built_folder(PACKS / PACK).archive)["status"] == "published"
        with urlopen(f"{registry.address}/packs/{PACK}") as answer:  # noqa: S310 - our own address
            page = answer.read().decode()
        shown = re.search(r"First time on this machine\?.*?<code data-copy>(.*?)</code>", page, re.DOTALL)
        assert shown
        yield shown[1]


@pytest.fixture
def laptop(tmp_path: Path) -> dict[str, str]:
    """That of somebody with an empty environment, a home and a project of their own."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    (tmp_path / "project").mkdir()
    own = {name: value for name, value in os.environ.items() if not name.startswith(("CTXPACK_", "PYTHON"))}
    path = f"{tmp_path / 'venv' / 'bin'}:{os.environ['PATH']}"
    return {
        **own,
        "PATH": path,
        "VIRTUAL_ENV": str(tmp_path / "venv"),
        "CTXPACK_HOME": str(tmp_path / "home"),
    }


def run(script: str, folder: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_what_the_page_shows_brings_the_command_and_the_command_the_pack(
    commands: str, laptop: dict[str, str], tmp_path: Path
) -> None:
    script = f"{commands}\nctxpack --version\nctxpack install {PACK} --yes --allow all\nctxpack verify"
    done = run(script, tmp_path / "project", laptop)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ctxpack 0.1.0" in done.stdout
    assert (tmp_path / "project" / ".claude" / "skills" / PACK / "pack.toml").is_file()


def test_neither_pip_nor_uv_takes_another_file_than_the_page_named(
    commands: str, laptop: dict[str, str], tmp_path: Path
) -> None:
    address, digest = re.search(r"'(\S+#sha256=)(\w{64})'", commands).groups()
    other = f"{address}{digest[::-1]}"
    for installer in ("pip", f"{UV} pip"):
        done = run(f"{installer} install --no-deps '{other}'", tmp_path, laptop)
        assert done.returncode != 0
        assert digest in done.stderr + done.stdout, "the digest that it found"
        assert not (tmp_path / "venv" / "bin" / "ctxpack").exists()
