"""A pack with connectors, the program that starts its server, and a server that is elsewhere."""

import ipaddress
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography import x509

from tests.support.processes import free_port, running
from tests.support.source import ROOT
from tests.support.tls import SecureAddress, make_certificates

RECORDS = {
    "type": "object",
    "required": ["date", "amount"],
    "properties": {
        "date": {"type": "string", "format": "date"},
        "amount": {"type": "number"},
        "paid": {"type": "boolean"},
        "count": {"type": ["integer", "null"]},
    },
}
PACKAGE = {
    "registryType": "pypi",
    "identifier": "ledger-server",
    "version": "1.0.0",
    "transport": {"type": "stdio"},
    "environmentVariables": [
        {"name": "LEDGER_TOKEN", "isRequired": True, "isSecret": True},
        {"name": "LEDGER_REGION", "default": "eu"},
    ],
}
FALLBACK = {"format": "csv", "sample": "samples/ledger.csv"}
SAMPLE = "date,amount,paid,count\n2026-03-31,12.50,TRUE,3\n2026-04-01,-1,no,\n"


def pack_folder(folder: Path, **connectors: dict[str, Any]) -> Path:
    """A pack's folder with these connectors."""
    (folder / "connectors").mkdir(parents=True)
    (folder / "samples").mkdir()
    (folder / "samples" / "ledger.csv").write_text(SAMPLE)
    (folder / "pack.toml").write_text('schema = 1\nname = "close"\n')
    for name, value in connectors.items():
        document = {"name": name, "description": f"The {name}", **value}
        (folder / "connectors" / f"{name}.json").write_text(json.dumps(document))
    return folder


def put_runner(folder: Path, script: Path = ROOT / "tests" / "support" / "ledger_server.py") -> str:
    """A `uvx` that starts a server of ours in place of one from a package index; the PATH with it."""
    folder.mkdir(parents=True, exist_ok=True)
    runner = folder / "uvx"
    runner.write_text(f"#!/bin/sh\nexec {sys.executable} {script}\n")
    runner.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


@contextmanager
def remote_ledger(folder: Path) -> Iterator[SecureAddress]:
    """A real MCP server behind TLS, at `/mcp` and `/sse`, that wants a token."""
    port = free_port()
    authority, certificate = make_certificates(folder, x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    command = [sys.executable, "-m", "tests.support.ledger_server"]
    environment = {"LEDGER_PORT": str(port), "LEDGER_CERTIFICATE": str(certificate)}

    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    with running(command, listens, env=environment, cwd=ROOT):
        yield SecureAddress(f"https://127.0.0.1:{port}", authority)
