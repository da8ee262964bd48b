"""The peers' side of the same bytes: each pack as a wheel, in an index that answers from memory.

Run by granian like our own server, so that nobody waits for a slower one.
"""

import base64
import hashlib
import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from packformat.archive import Entry

FOLDER = "CTXPACK_BENCHMARK_WHEELS"


def write_wheel(
    folder: Path, name: str, entries: Iterable[Entry], requires: Iterable[str], version: str = "1.0.0"
) -> Path:
    """Write a pack's files as a wheel that requires others, as any build back end would."""
    package = name.replace("-", "_")
    info = f"{package}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {other}\n" for other in requires)
    files = {f"{package}/{entry.path}": entry.data for entry in entries}
    files[f"{info}/METADATA"] = metadata.encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{path},sha256={_urlsafe(data)},{len(data)}\n" for path, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = folder / f"{package}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    (folder / f"{wheel.name}.metadata").write_bytes(metadata.encode())
    return wheel


def _urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def write_npm(folder: Path, name: str, entries: Iterable[Entry], requires: Iterable[str]) -> Path:
    """Write a pack's files as a package of npm."""
    manifest = {"name": name, "version": "1.0.0", "dependencies": dict.fromkeys(requires, "^1.0.0")}
    files = [Entry("package.json", json.dumps(manifest).encode()), *entries]
    target = folder / f"{name}-1.0.0.tgz"
    write_tar(target, {"package": files})
    (folder / f"{target.name}.json").write_text(json.dumps(manifest))
    return target


class Index:
    """A simple index (PEP 691 JSON, PEP 658 metadata) and one of npm over a folder, read once."""

    def __init__(self, folder: Path) -> None:
        self._bodies: dict[str, tuple[str, bytes]] = {}
        self._projects: dict[str, dict[str, Any]] = {}
        self._npm: dict[str, tuple[str, str, dict[str, Any]]] = {}
        for wheel in sorted(folder.glob("*.whl")):
            self._add(wheel)
        for project, files in self._projects.items():
            self._add_page(project, files)
        for package in folder.glob("*.tgz"):
            self._add_npm(package)
        for tar in folder.glob("*.tar.gz"):
            self._bodies[f"/files/{tar.name}"] = ("application/gzip", tar.read_bytes())

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        """Answer one request."""
        found = self._bodies.get(environ["PATH_INFO"]) or self._npm_page(environ)
        if found is None:
            start_response("404 Not Found", [("Content-Length", "0")])
            return []
        kind, body = found
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def _add_npm(self, package: Path) -> None:
        data, manifest = package.read_bytes(), json.loads(Path(f"{package}.json").read_text())
        digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
        self._bodies[f"/npm/files/{package.name}"] = ("application/octet-stream", data)
        self._npm[f"/npm/{manifest['name']}"] = (package.name, f"sha512-{digest}", manifest)

    def _npm_page(self, environ: dict[str, Any]) -> tuple[str, bytes] | None:
        """A package's page, which names its file by a whole address."""
        found = self._npm.get(environ["PATH_INFO"])
        if found is None:
            return None
        file, digest, manifest = found
        address = f"http://{environ['HTTP_HOST']}/npm/files/{file}"
        version = {**manifest, "dist": {"tarball": address, "integrity": digest}}
        tags = {"latest": "1.0.0"}
        page = {"name": manifest["name"], "dist-tags": tags, "versions": {"1.0.0": version}}
        return "application/json", json.dumps(page).encode()

    def _add(self, wheel: Path) -> None:
        data, metadata = wheel.read_bytes(), Path(f"{wheel}.metadata").read_bytes()
        package, version, *_ = wheel.name.split("-")
        file = {
            "filename": wheel.name,
            "url": f"/files/{wheel.name}",
            "hashes": {"sha256": hashlib.sha256(data).hexdigest()},
            "core-metadata": {"sha256": hashlib.sha256(metadata).hexdigest()},
            "size": len(data),
            "upload-time": "2026-01-01T00:00:00Z",
        }
        self._projects.setdefault(package.replace("_", "-"), {})[version] = file
        self._bodies[f"/files/{wheel.name}"] = ("application/octet-stream", data)
        self._bodies[f"/files/{wheel.name}.metadata"] = ("application/octet-stream", metadata)

    def _add_page(self, project: str, files: dict[str, Any]) -> None:
        head = {"meta": {"api-version": "1.1"}, "name": project}
        page = {**head, "versions": list(files), "files": list(files.values())}
        kind = "application/vnd.pypi.simple.v1+json"
        self._bodies[f"/simple/{project}/"] = (kind, json.dumps(page).encode())


def write_tar(target: Path, packs: dict[str, list[Entry]]) -> None:
    """Write all files as one compressed tar, for the simplest peer there is."""
    with tarfile.open(target, "w:gz") as tar:
        for name, entries in packs.items():
            for entry in entries:
                info = tarfile.TarInfo(f"{name}/{entry.path}")
                info.size = len(entry.data)
                tar.addfile(info, io.BytesIO(entry.data))


application = Index(Path(os.environ[FOLDER])) if FOLDER in os.environ else None
