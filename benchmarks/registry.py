"""What a request costs the registry: the embedded default against nginx with the same bytes as files.

Peers are asked for their page of the same package where they can be installed. Needs Linux, and `nginx`.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from benchmarks.bench import publish, write_peers_files
from benchmarks.cpu import microseconds_each
from benchmarks.workloads import MEDIUM
from tests.support.foreign_clients import python_command
from tests.support.packs import pack_zip
from tests.support.processes import free_port, running
from tests.support.server import LiveRegistry, live_registry

REQUESTS = 400
VERSIONS = {"small": 7, "big": 66}
"""Releases whose index document is about as long as a usual one, and as one of a pack with a long past."""
PYPISERVER = "pypiserver==2.4.2"


@dataclass
class Server:
    """Somebody who answers one question: by its process and port, the request, and what it cost each time."""

    name: str
    process: int
    port: int
    request: bytes
    status: int = 200
    costs: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Ask some hundred times."""
        cost = microseconds_each(self.process, self.port, self.request, REQUESTS, self.status)
        self.costs.append(cost)

    @property
    def median(self) -> float:
        """Microseconds of CPU for one request."""
        return statistics.median(self.costs)


def run(folder: Path, rounds: int) -> Iterator[str]:
    """Yield a table for each kind of request."""
    began = time.perf_counter()
    with ExitStack() as stack:
        registry = stack.enter_context(live_registry(folder / "data", CTXPACK_RATE_READ="1000000/min"))
        yield _start(registry, time.perf_counter() - began)
        yield _web_process(folder / "data", rounds)
        for name, count in VERSIONS.items():
            for number in range(count):
                archive = pack_zip(name=f"{name}-past", version=f"1.{number}.0").getvalue()
                assert registry.publish(archive)["status"] == "published"
        packs = MEDIUM.make()
        publish(registry, packs)
        nginx = stack.enter_context(_nginx(folder / "nginx", folder / "data" / "store"))
        wheels = write_peers_files(folder, MEDIUM, packs)
        pypiserver = stack.enter_context(_pypiserver(wheels))
        for title, servers in _questions(registry, folder / "data" / "store", nginx, pypiserver):
            for _ in range(rounds):
                for server in servers:
                    server.measure()
            yield _table(title, servers)


def _questions(
    registry: LiveRegistry, store: Path, nginx: tuple[int, int], pypiserver: tuple[int, int]
) -> Iterator[tuple[str, list[Server]]]:
    ours = (registry.process.pid, int(registry.address.rpartition(":")[2]))
    for name in VERSIONS:
        path = f"/index/v1/packs/{name}-past.jsonl"
        size = (store / path.lstrip("/")).stat().st_size
        servers = [Server("ctxpack", *ours, _get(path)), Server("nginx", *nginx, _get(path))]
        if name == "small":
            servers.append(Server("pypiserver", *pypiserver, _get(f"/simple/{MEDIUM.root}/")))
        yield f"Index document of {size / 1000:.1f} KB", servers
    path = "/index/v1/packs/small-past.jsonl"
    tags = [_etag(port, path) for _, port in (ours, nginx)]
    yield (
        "Index document, not modified",
        [
            Server("ctxpack", *ours, _get(path, f"If-None-Match: {tags[0]}"), 304),
            Server("nginx", *nginx, _get(path, f"If-None-Match: {tags[1]}"), 304),
        ],
    )
    archive = next((store / "archives").rglob("*.zip"))
    by_digest = f"/archives/{archive.name}"
    below = f"/{archive.relative_to(store)}"
    yield f"Archive of {archive.stat().st_size / 1000:.1f} KB", [
        Server("ctxpack", *ours, _get(by_digest)), Server("nginx", *nginx, _get(below)),
    ]  # fmt: skip
    body = b'{"packs": ["%s"]}' % MEDIUM.root.encode()
    head = f"POST /api/v1/resolve HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    yield (
        f"Resolving {MEDIUM.packs} packs",
        [
            Server("ctxpack, resolve", *ours, head.encode() + body),
            Server("ctxpack, one pack through Django and DRF", *ours, _get(f"/api/v1/packs/{MEDIUM.root}")),
        ],
    )


def _get(path: str, *headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]
    return "\r\n".join(lines).encode()


def _etag(port: int, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return str(answer.headers["ETag"])


def _table(title: str, servers: Sequence[Server]) -> str:
    base = servers[1]
    lines = [
        f"### {title}",
        "",
        f"CPU of the process tree: median of {len(base.costs)} times {REQUESTS} requests, interleaved.",
        "",
        f"| | µs | times {base.name} |",
        "|---|---|---|",
        *(f"| {one.name} | {one.median:.0f} | {one.median / base.median:.2f} |" for one in servers),
        "",
    ]
    return "\n".join(lines)


def _start(registry: LiveRegistry, seconds: float) -> str:
    """How long the server took to answer, migrating an empty database included, and what it holds."""
    children = Path(f"/proc/{registry.process.pid}/task/{registry.process.pid}/children").read_text().split()
    tree = [registry.process.pid, *map(int, children)]
    tree += [int(pid) for one in tree for pid in _children(one)]
    held = [(_memory(pid), pid) for pid in sorted(set(tree))]
    shown = ", ".join(f"{size} MB" for size, _ in held)
    return (
        f"### Start\n\n- {seconds:.1f} s from nothing to the first answer; memory of each process: {shown}\n"
    )


def _web_process(data: Path, rounds: int) -> str:
    """What it costs to start a web process, each time a new one, in this environment."""
    command = [sys.executable, "-m", "benchmarks.start_probe"]
    environment = {**os.environ, "CTXPACK_DATA_DIR": str(data)}
    runs = [
        json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
        for _ in range(rounds)
    ]
    cost = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    lines = [
        "### One web process",
        "",
        f"Median of {rounds} starts.",
        "",
        "| | CPU s | MB held |",
        "|---|---|---|",
        f"| ready to answer | {cost['ready']:.2f} | {cost['ready_mb']:.0f} |",
        f"| its first page, and what pages import | {cost['first']:.2f} | {cost['mb']:.0f} |",
        f"| the same page again | {cost['then']:.3f} | |",
        "",
    ]
    return "\n".join(lines)


def _children(pid: int) -> list[str]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [child for file in found for child in file.read_text().split()]


def _memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


@contextmanager
def _nginx(folder: Path, files: Path) -> Iterator[tuple[int, int]]:
    """Nginx with one worker over the registry's own files; its process and port."""
    folder.mkdir()
    port = free_port()
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        sys.exit("error: nginx is not installed\nhint: apt-get install nginx-light, or leave out `registry`")
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events {}\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;\n"
        f"client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;\n"
        f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        f"server {{ listen 127.0.0.1:{port}; root {files}; }} }}\n"
    )
    folder.chmod(0o755)
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    command = [program, "-c", folder / "nginx.conf", *user]
    with running(command, lambda: _listens(port)) as process:
        yield process.pid, port


@contextmanager
def _pypiserver(wheels: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [python_command(PYPISERVER, "pypi-server"), "run", "-p", str(port), "-i", "127.0.0.1"]
    with running([*command, "--disable-fallback", wheels], lambda: _listens(port)) as process:
        yield process.pid, port


def _listens(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=2):
            return True
    except OSError as error:
        return hasattr(error, "code")
