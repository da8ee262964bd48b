"""A registry as the commands use it: documents that are believed, archives that are verified, submissions."""

from __future__ import annotations

import json
from contextlib import suppress

from installer_cli.clock import moment
from installer_cli.errors import ERRORS
from installer_cli.fetch.message import Request
from installer_cli.jsontext import read_object, rows_of
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.index import ARCHIVE_PATH, PACK_PATH, ROOT_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from installer_cli.fetch.message import Fetcher, Reply
    from installer_cli.home import RegistryMemory
    from installer_cli.trust import Trust
    from packformat.evals.attestation import Addressed
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.versions import Version

_OK, _CREATED, _ACCEPTED, _ABSENT, _NO_METHOD = 200, 201, 202, 404, 405
_UNAUTHORISED, _FORBIDDEN = 401, 403
_ANSWER_LIMIT = 1 << 20
"""Bytes of an ordinary API answer."""
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""Bytes that stand for themselves in an address (RFC 3986, 2.3)."""


class Registry:
    """One registry; every document it hands out has been believed by ``trust`` first.

    ``tell_age`` makes the run an offline one: documents are taken whatever their age, and it is told when the
    oldest was signed. ``scope`` is what a command line has to say so that it means this project. With a
    ``token`` it shows what its owner may see, private packs among it; ``unsent`` says of one why it is not
    used.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        pinned: str,
        memory: RegistryMemory,
        tell_age: Callable[[str], None] | None = None,
        *,
        scope: str = "",
        token: str = "",
        unsent: str = "",
    ):
        self._fetcher = fetcher
        self._pinned = pinned
        self._memory = memory
        self._before = memory.belief
        self._tell_age = tell_age
        self._scope = scope
        self._unsent = unsent
        self._reading = {"Authorization": f"Bearer {token}"} if token else {}
        self._trust: Trust | None = None
        self._documents: dict[PackName, PackDocument] = {}
        self._signed: dict[str, bytes] = {}

    @property
    def name(self) -> str:
        """The registry's address."""
        return self._fetcher.name

    @property
    def key(self) -> str:
        """The id of the key that the registry is trusted by, once a document has been read."""
        return self._trust.key if self._trust else ""

    def closure(
        self, names: Sequence[PackName], meanwhile: Callable[[], None] | None = None
    ) -> dict[PackName, PackDocument]:
        """The documents of packs and of all they may require; packs that do not exist are absent.

        ``meanwhile`` is called while the registry works on its answer.
        """
        documents = self._closure(names, meanwhile)
        if self._tell_age and self._trust:
            self._tell_age(self._trust.oldest)
        return documents

    def _closure(
        self, names: Sequence[PackName], meanwhile: Callable[[], None] | None
    ) -> dict[PackName, PackDocument]:
        def work() -> None:
            _import_trust()
            if meanwhile:
                meanwhile()

        if not self._fetcher.is_static:
            body = json.dumps({"packs": names}).encode()
            headers = {"Content-Type": "application/json", **self._reading}
            request = Request("/api/v1/resolve", "the index", method="POST", body=body, headers=headers)
            reply = self._fetcher.send(request, meanwhile=work)
            if reply.status == _OK:
                return self._believe_all(reply.body)
            if reply.status not in (_ABSENT, _NO_METHOD):
                raise self._failure(reply, "the request to resolve")
        return self._walk(names)

    def archives(self, packs: Sequence[LockedPack]) -> Iterator[bytes]:
        """The archives of packs, in order, each of the size and digest that the lock names."""
        requests = [
            Request(
                "/" + ARCHIVE_PATH.format(hex=pack.archive.hex),
                f"the archive of `{pack.name}`",
                headers=self._reading,
                limit=pack.size,
                fixed=True,
            )
            for pack in packs
        ]
        for pack, reply in zip(packs, self._fetcher.send_all(requests), strict=True):
            if reply.status == _ABSENT:
                raise ERRORS.error(
                    "E_ARCHIVE_ABSENT", registry=self.name, pack=pack.name, version=pack.version
                )
            if reply.status != _OK:
                raise self._failure(reply, f"the request for the archive of `{pack.name}` {pack.version}")
            found = Digest.of(reply.body)
            if found != pack.archive:
                raise ERRORS.error("E_DIGEST", pack=pack.name, found=found, wanted=pack.archive)
            yield reply.body

    def search(self, query: str, order: str = "") -> dict[str, Any]:
        """The first page of the catalogue's answer to a query, best first or in an order that it knows."""
        chosen = f"&order={_quote(order)}" if order else ""
        path = f"/api/v1/packs?q={_quote(query)}&page=1{chosen}"
        return self._ask(Request(path, "the answer to the search", limit=_ANSWER_LIMIT), "search")

    def release_page(self, name: PackName, version: Version) -> dict[str, Any]:
        """What the registry's page of a release says, which nobody has signed."""
        path = f"/api/v1/packs/{name}/releases/{_quote(str(version))}"
        request = Request(path, "the page of the release", headers=self._reading, limit=_ANSWER_LIMIT)
        return self._ask(request, "show a page")

    def unknown(self, name: str, *, was_there: bool = False) -> CtxpackError:
        """The error for a pack that was asked for and does not exist, with the nearest name that does.

        One that ``was_there``, as a lockfile shows, may be private and read by others alone now. An offline
        run cannot know that it does not exist.
        """
        if self._tell_age and not self._fetcher.is_static:
            return ERRORS.error("E_OFFLINE", what=f"the index of `{name}`", registry=self.name)
        if was_there:
            return ERRORS.error("E_PACK_GONE", pack=name, registry=self.name)
        return ERRORS.error(
            "E_PACK_UNKNOWN",
            pack=name,
            registry=self.name,
            requirer="",
            suggestion=self._suggest(name),
            unsent=self._unsent,
        )

    def _suggest(self, name: str) -> str:
        from installer_cli.suggest import did_you_mean

        known: set[str] = set(self._documents)
        if not self._fetcher.is_static:
            with suppress(CtxpackError):
                parts = [name, name[: max(3, len(name) // 2)]]
                rows = (row for part in parts for row in rows_of(self.search(part).get("results")))
                known |= {str(row.get("name", "")) for row in rows}
        return did_you_mean(name, known)

    def submit(
        self, archive: bytes, token: str, *, private: bool = False, evidence: bytes = b""
    ) -> dict[str, Any]:
        """Send an archive to be validated, as a pack for its publisher's members alone where it is new.

        ``evidence`` is what shows the staff that whoever a persona is of agreed, as UTF-8. Returns the
        submission.
        """
        boundary = f"ctxpack-{Digest.of(archive).hex[:32]}"
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="archive"; filename="pack.zip"\r\n'
            "Content-Type: application/zip\r\n\r\n"
        )
        fields = {"visibility": b"private" if private else b"", "evidence": evidence}
        more = (
            f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value
            for name, value in fields.items()
            if value
        )
        body = b"".join((head.encode(), archive, *more, f"\r\n--{boundary}--\r\n".encode()))
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Authorization": f"Bearer {token}",
        }
        request = Request(
            "/api/v1/submissions", "the answer to the submission", method="POST", body=body, headers=headers,
            limit=_ANSWER_LIMIT,
        )  # fmt: skip
        return self._ask(request, "accept a submission", (_OK, _ACCEPTED))

    def submission(self, identifier: str, token: str) -> dict[str, Any]:
        """The state of a submission."""
        headers = {"Authorization": f"Bearer {token}"}
        path = f"/api/v1/submissions/{_quote(identifier)}"
        return self._ask(
            Request(path, "the submission", headers=headers, limit=_ANSWER_LIMIT), "follow a submission"
        )

    def addressee(self, token: str) -> Addressed:
        """What the registry calls itself, and whose the token is: what a signed result is addressed to."""
        from packformat.evals.attestation import Addressed

        headers = {"Authorization": f"Bearer {token}"}
        request = Request(
            "/api/v1/attestations/addressee", "the account", headers=headers, limit=_ANSWER_LIMIT
        )
        answer = self._ask(request, "say whose token it is")
        return Addressed(str(answer.get("registry", "")), str(answer.get("account", "")))

    def send_attestation(
        self, name: PackName, version: Version, document: bytes, token: str
    ) -> dict[str, Any]:
        """Send a signed result about a release; returns it as the registry shows it."""
        headers = {"Content-Type": "application/jsonl", "Authorization": f"Bearer {token}"}
        path = f"/api/v1/packs/{name}/releases/{_quote(str(version))}/attestations"
        request = Request(
            path, "the signed result", method="POST", body=document, headers=headers, limit=_ANSWER_LIMIT
        )
        return self._ask(request, "take a signed result", (_OK, _CREATED))

    def close(self) -> None:
        """Let go of the connection."""
        self._fetcher.close()

    @property
    def other_key(self) -> str:
        """The key by which this machine knows the registry, if it has not introduced the project's."""
        return self._before.key if self._trust and self._trust.is_projects_alone else ""

    def remember(self, releases: Iterable[ReleaseEntry] = ()) -> None:
        """Keep what was believed, for offline runs and to refuse what is older, and what was chosen.

        What only the project's pin makes believable is not kept: another project would be made to believe it.
        """
        if self._trust and not self._trust.is_projects_alone:
            self._memory.keep(self.name, self._trust.belief, self._signed, releases)

    def trust_anew(self) -> None:
        """Believe the pinned key alone, forgetting what was believed before; raises what `closure` does."""
        from installer_cli.belief import Belief

        self._before = Belief()
        self._walk(())
        if self._trust:
            self._memory.begin_anew(self.name, self._trust.belief, self._signed)

    def _walk(self, names: Iterable[PackName]) -> dict[PackName, PackDocument]:
        """Fetch the documents file by file, level by level: what a static mirror allows."""
        reply = self._fetcher.send(Request("/" + ROOT_PATH, "the root document"), meanwhile=_import_trust)
        if reply.status != _OK:
            raise self._failure(reply, "the request for its root document")
        documents = self._believe_all(reply.body)
        waiting = [name for name in dict.fromkeys(names) if name not in documents]
        asked = set(waiting)
        while waiting:
            requests = [
                Request("/" + PACK_PATH.format(name=name), f"the index of `{name}`", headers=self._reading)
                for name in waiting
            ]
            found: list[PackDocument] = []
            for name, reply in zip(waiting, self._fetcher.send_all(requests), strict=True):
                if reply.status == _OK:
                    found.append(self._believe_one(reply.body, name))
                elif reply.status != _ABSENT:
                    raise self._failure(reply, f"the request for the index of `{name}`")
            documents |= {document.name: document for document in found}
            required = {
                item.name for document in found for release in document.releases for item in release.requires
            }
            waiting = sorted(required - asked)
            asked |= required
        return documents

    def _believe_all(self, data: bytes) -> dict[PackName, PackDocument]:
        from installer_cli.home import ROOT_NAME
        from packformat.signing import join_document, split_documents

        trust = self._trusted()
        documents = iter(split_documents(data, "the index"))
        for number, (signatures, payload) in enumerate(documents):
            if number == 0:
                trust.accept_root(signatures, payload)
                self._signed[ROOT_NAME] = join_document(signatures, payload)
            else:
                document = trust.accept_pack(signatures, payload, "the index")
                self._documents[document.name] = document
                self._signed[document.name] = join_document(signatures, payload)
        return dict(self._documents)

    def _believe_one(self, data: bytes, name: PackName) -> PackDocument:
        from installer_cli.trust import check_name
        from packformat.signing import split_documents

        source = f"the index of `{name}`"
        (signatures, payload), *_rest = split_documents(data, source)
        document = self._trusted().accept_pack(signatures, payload, source)
        check_name(document, name)
        self._signed[name] = data
        return document

    def _trusted(self) -> Trust:
        if self._trust is None:
            from installer_cli.trust import Trust

            now = "" if self._tell_age else moment()
            self._trust = Trust(self.name, self._pinned, self._before, now, scope=self._scope)
        return self._trust

    def _ask(self, request: Request, doing: str, expected: tuple[int, ...] = (_OK,)) -> dict[str, Any]:
        if self._fetcher.is_static:
            raise ERRORS.error("E_READ_ONLY_REGISTRY", registry=self.name, what=doing)
        reply = self._fetcher.send(request)
        if reply.status not in expected:
            raise self._failure(reply, f"the request to {doing}")
        return self._read_json(reply)

    def _read_json(self, reply: Reply) -> dict[str, Any]:
        value = read_object(reply.body)
        if value is None:
            raise ERRORS.error("E_RESPONSE", registry=self.name, reason="its answer is not a JSON object")
        return value

    def _failure(self, reply: Reply, what: str) -> Exception:
        """The registry's own words (RFC 9457) where it has some."""
        problem = read_object(reply.body) or {}
        detail = str(problem.get("detail") or problem.get("title") or "no further word")
        remedy = str(problem.get("hint") or "is this the address of a ctxpack registry?")
        if reply.status in (_UNAUTHORISED, _FORBIDDEN):
            return ERRORS.error("E_REFUSED", registry=self.name, detail=detail, remedy=remedy)
        return ERRORS.error(
            "E_REGISTRY_STATUS",
            registry=self.name,
            status=reply.status,
            what=what,
            detail=detail,
            remedy=remedy,
        )


def _import_trust() -> None:
    """Load the cryptography while the registry works on its answer: it costs as long as a round trip."""
    import installer_cli.trust  # noqa: F401 - loading it is all that is wanted


def _quote(text: str) -> str:
    """Percent-encoded (RFC 3986, 2.1); `urllib.parse` does the same and takes longer to load."""
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode("utf-8"))
