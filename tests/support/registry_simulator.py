"""A static registry made of real signed documents and real archives, for tests of the client.

It is no double of our own code: documents, signatures and archives come from `packformat`, and they are
served over HTTP on loopback, or written to a folder for ``file://``. What a test wants broken it breaks in
the bytes.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from packformat.archive import Entry
from packformat.badge import what_examples_show
from packformat.build import BuiltPack, build_pack
from packformat.handover import Handover
from packformat.index import ARCHIVE_PATH, PACK_PATH, ROOT_PATH, PackDocument, ReleaseEntry, RootDocument
from packformat.names import PackName
from packformat.signing import key_id, raw_public_key, sign_document
from tests.support.terms import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from packformat.advisory import AdvisoryEntry

Answer = tuple[int, dict[str, str], bytes]
PUBLISHED_AT = "2026-01-02T03:04:05Z"


def pack_files(
    name: str,
    version: str,
    *,
    requires: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
) -> list[Entry]:
    """The files of a small pack, its manifest among them."""
    manifest = [
        "schema = 1",
        f'name = "{name}"',
        f'version = "{version}"',
        f'summary = "What {name} is for, in one sentence."',
        'licence = "Apache-2.0"',
        "",
        "[requires]",
        *(f'{other} = "{specifier}"' for other, specifier in (requires or {}).items()),
        "",
        "[[authors]]",
        'name = "Ada Example"',
        "",
    ]
    skill = f"---\nname: {name}\ndescription: Use {name} {version}.\n---\n\nDo it well.\n"
    texts = {"pack.toml": "\n".join(manifest), f"skills/{name}/SKILL.md": skill, **(files or {})}
    return [Entry(path, text.encode(), path.endswith(".sh")) for path, text in texts.items()]


class RegistrySimulator:
    """Releases in, signed documents and archives out."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.root_keys = [self.key]
        self.root_signers = [self.key]
        self.root_serial = 1
        self.handovers: list[bytes] = []
        self.retired: list[str] = []
        self.term = LONG
        self.serials: dict[str, int] = {}
        self.releases: dict[str, dict[str, ReleaseEntry]] = {}
        self.built: dict[tuple[str, str], BuiltPack] = {}
        self.archives: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.authorizations: list[str] = []
        self.connections = 0
        self.answer: Callable[[str, str, bytes], Answer | None] = lambda *_: None
        self.submissions: list[bytes] = []

    @property
    def key_id(self) -> str:
        """The id of the key that signs packs."""
        return key_id(raw_public_key(self.key))

    def publish(
        self,
        name: str,
        version: str = "1.0.0",
        *,
        requires: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
        powers: Mapping[str, list[str]] | None = None,
        tokens: Mapping[str, int] | None = None,
        yanked: str | None = None,
        advisories: Iterable[AdvisoryEntry] = (),
        published_at: str = PUBLISHED_AT,
        entries: Iterable[Entry] | None = None,
    ) -> BuiltPack:
        """Publish a release made of a small pack's files, or of ``entries``."""
        built = build_pack(entries or pack_files(name, version, requires=requires, files=files), folder=name)
        self.built[name, version] = built
        self.archives[built.digest.hex] = built.archive
        self.releases.setdefault(name, {})[version] = ReleaseEntry(
            version=built.manifest.version,
            archive=built.digest,
            size=built.size,
            tree=built.record.tree_digest,
            files=len(built.record),
            unpacked=built.record.size,
            published_at=published_at,
            requires=built.manifest.requires,
            summary=built.manifest.summary,
            yanked=yanked,
            powers=dict(powers or {}),
            tokens=dict(tokens or {}),
            badges=tuple(what_examples_show({one.path: one.data for one in built.entries}).as_badges()),
            advisories=tuple(advisories),
        )
        self.serials[name] = self.serials.get(name, 0) + 1
        return built

    def remove(self, name: str) -> None:
        """Show a pack to nobody any more."""
        del self.releases[name]

    def advise(self, name: str, version: str, *advisories: AdvisoryEntry) -> None:
        """Say of a release that these advisories concern it, and no others."""
        releases = self.releases[name]
        releases[version] = releases[version]._replace(advisories=advisories)
        self.serials[name] += 1

    def publish_owned(self, name: str, version: str, manifest: str, files: Mapping[str, str]) -> BuiltPack:
        """Publish a release whose manifest ends with more sections."""
        entries = [
            Entry(path, data + (manifest.encode() if path == "pack.toml" else b""), executable)
            for path, data, executable in pack_files(name, version, files=files)
        ]
        return self.publish(name, version, entries=entries)

    def root(self) -> bytes:
        """The root document."""
        keys = {key_id(raw): raw for raw in map(raw_public_key, self.root_keys)}
        document = RootDocument(
            self.root_serial, keys, self.term, handovers=self.handovers, retired=self.retired
        )
        return sign_document(document.to_payload(), self.root_signers)

    def take_another_key(self, *, introduced: bool = False) -> None:
        """Sign with a new key from now on, which the old one introduces or knows nothing of."""
        old, self.key = self.key, Ed25519PrivateKey.generate()
        self.root_keys = self.root_signers = [self.key]
        self.retired.append(key_id(raw_public_key(old)))
        self.handovers = [*self.handovers, Handover.sign(old, self.key).document] if introduced else []
        self.root_serial += 1
        self.serials = {name: serial + 1 for name, serial in self.serials.items()}

    def document(self, name: str) -> bytes:
        """A pack's document."""
        releases = list(self.releases[name].values())
        document = PackDocument(PackName.parse(name), self.serials[name], releases, self.term)
        return sign_document(document.to_payload(), [self.key])

    def closure(self, names: Iterable[str]) -> bytes:
        """What a resolve request is answered with."""
        found: dict[str, bytes] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in self.releases and name not in found:
                found[name] = self.document(name)
                waiting += [
                    str(item.name) for entry in self.releases[name].values() for item in entry.requires
                ]
        return self.root() + b"".join(found[name] for name in sorted(found))

    def write_mirror(self, folder: Path) -> str:
        """Write everything below a folder, and return its ``file://`` address."""
        files = {ROOT_PATH: self.root()}
        files |= {PACK_PATH.format(name=name): self.document(name) for name in self.releases}
        files |= {ARCHIVE_PATH.format(hex=digest): data for digest, data in self.archives.items()}
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return f"file://{folder}"

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve over HTTP on loopback; the address is given."""
        server = _Server(("127.0.0.1", 0), _handler(self))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def reply(self, method: str, path: str, body: bytes) -> Answer:
        """Answer one request."""
        self.requests.append(f"{method} {path}")
        own = self.answer(method, path, body)
        if own is not None:
            return own
        if method == "POST" and path == "/api/v1/resolve":
            return 200, {"Content-Type": "application/jsonl"}, self.closure(json.loads(body)["packs"])
        return self._static(path)

    def _static(self, path: str) -> Answer:
        if path == "/" + ROOT_PATH:
            return 200, {}, self.root()
        name = path.removeprefix("/index/v1/packs/").removesuffix(".jsonl")
        if name in self.releases:
            return 200, {}, self.document(name)
        digest = path.removeprefix("/archives/").removesuffix(".zip")
        if digest in self.archives:
            return 200, {"Content-Type": "application/zip"}, self.archives[digest]
        return problem(404, "E_ROUTE_UNKNOWN", f"there is nothing at `{path}`")


def problem(status: int, code: str, detail: str, hint: str = "look again") -> Answer:
    """A problem document (RFC 9457), as the registry answers with."""
    body = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "detail": detail,
        "code": code,
        "hint": hint,
    }
    return status, {"Content-Type": "application/problem+json"}, json.dumps(body).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, as ours does on all downloads once one has failed, is no error to print."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _handler(registry: RegistrySimulator) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            registry.connections += 1

        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def _answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            registry.authorizations.append(self.headers.get("Authorization", ""))
            status, headers, content = registry.reply(method, self.path, body)
            self.send_response(status)
            headers.setdefault("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Tests have their own output."""

    return Handler
