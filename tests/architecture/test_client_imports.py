"""What each command of the client loads: every module costs the user milliseconds, every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.registry_simulator import RegistrySimulator, pack_files
from tests.support.source import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER = {
    "argparse", "asyncio", "click", "concurrent", "dataclasses", "difflib", "django", "email", "http",
    "importlib.metadata", "inspect", "logging", "packaging", "pathlib", "pkg_resources", "random", "requests",
    "resolvelib", "rich", "shutil", "subprocess", "tempfile", "threading", "urllib", "zipfile",
}  # fmt: skip
"""Loaded by no command that installs, lists or verifies."""
LIBRARY = {
    "__future__", "binascii", "collections", "contextlib", "copyreg", "encodings", "enum", "errno", "fcntl",
    "functools", "gc", "hashlib", "itertools", "json", "keyword", "math", "operator", "re", "reprlib",
    "struct", "types", "typing", "unicodedata", "warnings", "zlib",
}  # fmt: skip
"""All of the standard library that an install loads, but for the network; what begins with `_` is its own."""
LIBRARY_OF_THE_NETWORK = {"array", "select", "selectors", "socket"}
AUTHORS = {"jsonschema", "yaml"}
"""Loaded by `check` and `publish` alone."""
AT_A_GLANCE = {"__future__", "errno", "gc"}
"""All that is loaded of it where the stamp says that nothing is to be done."""
NETWORK = {"socket", "cryptography"}
"""Loaded only when the registry is asked."""

PROGRAM = """
import sys
before = set(sys.modules)
from installer_cli.main import main
code = main(sys.argv[1:])
loaded = sorted(set(sys.modules) - before)
import json
print(json.dumps([code, loaded]), file=sys.stderr)
"""


@pytest.fixture
def registry() -> Iterator[str]:
    simulator = RegistrySimulator()
    simulator.publish("ledger")
    simulator.publish("close", requires={"ledger": ">=1"})
    with simulator.serving() as url:
        yield url


def loaded(project: Path, *argv: str, registry: str = "") -> set[str]:
    """The modules that a command has loaded beyond those of the bare interpreter."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "CTXPACK_HOME": str(project.parent / "home"),
        "CTXPACK_REGISTRY": registry,
    }
    command = [sys.executable, "-c", PROGRAM, *argv]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


def tops(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules} | modules


def library(found: set[str]) -> set[str]:
    """The modules of the standard library among them that are there for everybody's use."""
    return {name for name in found & sys.stdlib_module_names if name == "__future__" or name[0] != "_"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def test_the_version_costs_nothing_but_its_own_file(project: Path) -> None:
    assert loaded(project, "--version") == {"__future__", "gc", "installer_cli", "installer_cli.main"}


def test_help_needs_no_more_than_its_own_words(project: Path) -> None:
    found = loaded(project, "--help")
    assert not tops(found) & {*NEVER, *AUTHORS, *NETWORK, "re", "json", "typing"}


def test_an_install_loads_the_network_and_no_library_that_it_can_do_without(
    project: Path, registry: str
) -> None:
    found = tops(loaded(project, "install", "close", registry=registry))
    assert found >= NETWORK
    assert not found & {*NEVER, *AUTHORS}
    assert library(found) <= LIBRARY | LIBRARY_OF_THE_NETWORK


def test_an_install_from_the_cache_loads_little_of_the_standard_library(project: Path, registry: str) -> None:
    loaded(project, "install", "close", registry=registry)
    (project / ".claude").rename(project / "elsewhere")
    assert library(tops(loaded(project, "install", "close", registry=registry))) <= LIBRARY


def test_nothing_to_do_loads_nothing_that_the_interpreter_has_not_loaded_for_itself(
    project: Path, registry: str
) -> None:
    for _ in range(2):  # the second of these looks at every byte, and leaves the stamp
        loaded(project, "install", "close", registry=registry)
        time.sleep(0.05)  # what changed just now cannot be told by its times
    found = tops(loaded(project, "install", "close", registry=registry))
    assert library(found) == AT_A_GLANCE


@pytest.mark.parametrize(
    "argv",
    [
        ("install",),
        ("install", "close"),
        ("list",),
        ("verify",),
        ("why", "ledger"),
        ("lock",),
        ("sync",),
        ("sync", "--frozen"),
        ("export",),
        ("cache", "size"),
        ("completion", "bash"),
        ("completion", "candidates", "--", "install", ""),
        ("uninstall", "close"),
    ],
    ids=" ".join,
)
def test_what_needs_no_registry_loads_no_network(project: Path, registry: str, argv: tuple[str, ...]) -> None:
    loaded(project, "install", "close", registry=registry)
    assert not tops(loaded(project, *argv, registry=registry)) & {*NEVER, *AUTHORS, *NETWORK}


def test_who_has_no_policy_pays_for_none(project: Path, registry: str) -> None:
    found = loaded(project, "info", "close", registry=registry)
    assert not {"packformat.policy", "installer_cli.policy.words"} & found


@pytest.mark.parametrize(
    ("argv", "more"), [(("diff",), "difflib"), (("doctor", "--offline"), "cryptography")], ids=str
)
def test_what_looks_closely_may_load_more_and_no_network(
    project: Path, registry: str, argv: tuple[str, ...], more: str
) -> None:
    loaded(project, "install", "close", registry=registry)
    found = tops(loaded(project, *argv, registry=registry))
    assert not found & ({*NEVER, *NETWORK, "jsonschema"} - {more})


def test_only_authors_pay_for_schemas(project: Path) -> None:
    for path, data, _ in pack_files("close", "1.0.0"):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)
    found = tops(loaded(project, "check"))
    assert "jsonschema" in found
    assert not found & NETWORK
